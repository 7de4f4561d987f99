"""A websocket that is worth no more than its session: checked before each message."""

from starlette.types import Message, Receive, Send
from streamlit.proto.AuthRedirect_pb2 import AuthRedirect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.sessions import sessions
from pages.door.visitor import visitor_of

POLICY_VIOLATION = 1008


async def refuse(receive: Receive, send: Send) -> None:
    """Turn a handshake down, which the browser sees as 403."""
    await receive()
    await send({"type": "websocket.close", "code": POLICY_VIOLATION})


def while_live(session_id: str, receive: Receive, send: Send) -> tuple[Receive, Send]:
    """`receive` and `send` of a socket that ends, on its next message, with its session.

    The message is not passed on, so no script runs; the browser is sent to the sign-in page.
    """
    is_over = False

    async def receive_live() -> Message:
        nonlocal is_over
        message = await receive()
        if message["type"] != "websocket.receive":
            return message
        visitor = visitor_of(session_id)
        if visitor is not None:
            sessions().touch(visitor.session)
            return message
        is_over = True
        leave = ForwardMsg(auth_redirect=AuthRedirect(url="/login"))
        await send({"type": "websocket.send", "bytes": leave.SerializeToString()})
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    async def send_live(message: Message) -> None:
        if not is_over:
            await send(message)

    return receive_live, send_live
