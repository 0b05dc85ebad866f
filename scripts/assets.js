// Builds the third-party assets that pages use into static/vendor/ (never committed). Run by `make assets`.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { build } from "esbuild";

const vendor = "static/vendor";

// A source map that we do not serve would break the hashed file names of collectstatic.
function copy(from, to) {
  const text = readFileSync(`node_modules/${from}`, "utf8");
  writeFileSync(`${vendor}/${to}`, text.replace(/\n?\/[/*][#@] sourceMappingURL=\S+( \*\/)?\s*$/, "\n"));
}

mkdirSync(vendor, { recursive: true });
// Bootstrap's base and its utilities; the components are our own (static/css), on the same variables.
for (const part of ["reboot", "utilities"]) {
  copy(`bootstrap/dist/css/bootstrap-${part}.min.css`, `bootstrap-${part}.min.css`);
}
copy("tom-select/dist/css/tom-select.min.css", "tom-select.min.css");
copy("tom-select/dist/js/tom-select.base.min.js", "tom-select.min.js");

// Only the charts that we draw, with the descriptions that screen readers need. Sets the global `echarts`.
await build({
  stdin: {
    contents: `
      export { init, getInstanceByDom } from "echarts/core";
      import { use } from "echarts/core";
      import { BarChart, LineChart } from "echarts/charts";
      import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
      import { SVGRenderer } from "echarts/renderers";
      use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);
    `,
    resolveDir: process.cwd(),
  },
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "echarts",
  legalComments: "none",
  outfile: `${vendor}/echarts.min.js`,
});
