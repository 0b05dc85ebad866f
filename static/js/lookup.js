// Suggests while one types, in fields that name where to look: <input data-lookup="/…/?q=" data-lookup-max="1">.
// Without this script the same field takes names and codes, and the server says what could be meant.

for (const input of document.querySelectorAll("input[data-lookup]")) {
  const most = Number(input.dataset.lookupMax) || null;
  const field = new TomSelect(input, {
    valueField: "value",
    labelField: "value",
    searchField: ["value", "detail"],
    delimiter: ", ",
    maxItems: most,
    create: false,
    persist: false,
    preload: false,
    closeAfterSelect: most === 1,
    clearAfterSelect: true,
    hidePlaceholder: true,
    loadThrottle: 200,
    score: () => () => 1, // the server has searched
    shouldLoad: (typed) => typed.length > 0,
    load(typed, done) {
      fetch(`${input.dataset.lookup}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } })
        .then((response) => (response.ok ? response.json() : { options: [] }))
        .then((answer) => done(answer.options))
        .catch(() => done());
    },
    onType() {
      this.clearOptions((option) => this.items.includes(option.value));
    },
    onInitialize() {
      // The box that one types into takes over the field's id: its label, hint, error and the links to it stay true.
      const { id } = input;
      const box = this.control_input;
      for (const name of ["aria-describedby", "aria-invalid"]) {
        if (input.hasAttribute(name)) box.setAttribute(name, input.getAttribute(name));
      }
      input.id = `${id}-value`;
      input.hidden = true;
      box.id = id;
      const label = document.querySelector(`label[for="${id}-ts-control"]`);
      if (label) label.htmlFor = id;
    },
    render: {
      option: (data, escape) =>
        `<div>${escape(data.value)}${data.detail ? ` <span class="soft small">${escape(data.detail)}</span>` : ""}</div>`,
      no_results: null,
    },
  });
  field.control_input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // chooses, never sends the form
  });
}
