// A table whose rows open in place. The server sends what is open; a click shows what is there at
// once and tells the server, which sends what is not there yet.
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".tree");
  const open = new Map(data.rows.map((row) => [row.id, row.open]));
  const children = new Map();
  for (const row of data.rows) {
    if (!children.has(row.parent)) children.set(row.parent, []);
    children.get(row.parent).push(row);
  }
  const made = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const spark = (values) => {
    const known = values.map((value) => Math.max(value ?? 0, 0));
    const top = Math.max(...known, 0) || 1;
    const box = made("span", "", "spark");
    for (const value of known) {
      const bar = made("i");
      bar.style.height = `${Math.max((value / top) * 100, value > 0 ? 6 : 0)}%`;
      box.append(bar);
    }
    return box;
  };
  const cell = (line, content, column) => {
    const drawn = line.insertCell();
    drawn.className = column.side;
    if (content.light) drawn.classList.add(content.light);
    if (content.zero) drawn.classList.add("zero");
    if (content.tint) drawn.style.background = content.tint;
    if (content.bar !== undefined) {
      const bar = made("span", "", "bar");
      const full = made("i");
      full.style.width = `${Math.min(content.bar, 1) * 100}%`;
      bar.append(full);
      drawn.append(bar);
    }
    if (content.spark) drawn.append(spark(content.spark));
    drawn.append(content.text);
  };
  const put = (body, row) => {
    const line = body.insertRow();
    const shut = !open.get(row.id);
    line.className = [row.role, row.chosen ? "chosen" : ""].join(" ").trim();
    const first = line.insertCell();
    first.style.paddingLeft = `${row.depth * 1.25}rem`;
    const fold = made("button", row.opens ? (shut ? "▸" : "▾") : "", "fold");
    fold.type = "button";
    fold.disabled = !row.opens;
    if (row.opens) fold.setAttribute("aria-expanded", String(!shut));
    fold.setAttribute("aria-label", row.name);
    fold.onclick = () => {
      open.set(row.id, shut);
      draw();
      setTriggerValue("folded", { id: row.id, open: shut });
    };
    const name = made(row.picks ? "button" : "span", row.name, "name");
    if (row.picks) {
      name.type = "button";
      name.onclick = () => setTriggerValue("picked", row.id);
    } else if (row.opens) {
      name.onclick = fold.onclick;
      name.style.cursor = "pointer";
    }
    first.append(fold, name);
    row.cells.forEach((content, at) => cell(line, content, data.columns[at + 1]));
    if (shut && !data.whole) return;
    const below = children.get(row.id) ?? [];
    below.forEach((child) => put(body, child));
    if (row.opens && !below.length) body.insertRow().insertCell().append("…");
  };
  const draw = () => {
    const table = document.createElement("table");
    const head = table.createTHead().insertRow();
    for (const column of data.columns) {
      const title = made("th", column.title, column.side);
      title.scope = "col";
      if (column.meaning) title.title = column.meaning;
      head.append(title);
    }
    const body = table.createTBody();
    (children.get(null) ?? []).forEach((row) => put(body, row));
    const left = root.scrollLeft;
    root.replaceChildren(table);
    root.scrollLeft = left;
  };
  draw();
}
