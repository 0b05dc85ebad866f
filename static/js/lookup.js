// Suggests while one types, in fields that name where to look: <input data-lookup="/…/?q=" data-lookup-max="1">.
// Without this script the same field takes names and codes, and the server says what could be meant.

for (const input of document.querySelectorAll("input[data-lookup]")) {
  const most = Number(input.dataset.lookupMax) || null;
  new TomSelect(input, {
    valueField: "value",
    labelField: "value",
    searchField: ["value", "detail"],
    delimiter: ", ",
    maxItems: most,
    create: false,
    persist: false,
    preload: false,
    closeAfterSelect: most === 1,
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
    render: {
      option: (data, escape) =>
        `<div>${escape(data.value)}${data.detail ? ` <span class="soft small">${escape(data.detail)}</span>` : ""}</div>`,
      no_results: null,
    },
  });
}
