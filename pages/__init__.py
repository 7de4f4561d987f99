"""What people see: the only room that knows Streamlit and Altair."""
