// Enter in a filter both changes it and submits the form: two requests of one address, which is one step back, not two.
document.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  if (detail.history.path === location.pathname + location.search) {
    detail.history.type = "replace";
  }
});
