// Draws a figure over the months with its thresholds, or groups of bars: <figure class="chart" data-chart="id of its
// JSON">. The table beside it says the same, and without this script the line of the server stays.

const ink = (name, fallback) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || fallback;

function lineOf(limit, months) {
  return {
    name: limit.label,
    type: "line",
    data: months.map(() => limit.value),
    symbol: "none",
    silent: true,
    lineStyle: { width: 1.25, type: "dashed", color: ink(`--rh-${limit.hue}`, "#444") },
    endLabel: { show: true, formatter: limit.label, color: ink(`--rh-${limit.hue}`, "#444") },
    tooltip: { show: false },
  };
}

// Groups of bars, such as what each party gets in each scenario.
function bars(chart) {
  const hues = ["--rh-brand", "--rh-yellow", "--rh-green", "--rh-soft"];
  return {
    legend: { bottom: 0 },
    grid: { left: 8, right: 8, top: 12, bottom: 32, containLabel: true },
    tooltip: {
      trigger: "item",
      renderMode: "richText",
      formatter: (bar) => `${bar.seriesName}\n${chart.series[bar.seriesIndex].texts[bar.dataIndex]}`,
    },
    xAxis: { type: "category", data: chart.groups, axisTick: { show: false } },
    yAxis: { type: "value", splitNumber: 4 },
    series: chart.series.map((one, place) => ({
      name: one.name,
      type: "bar",
      barMaxWidth: 36,
      data: one.values,
      itemStyle: { color: ink(hues[place % hues.length], "#1c4a6b") },
    })),
  };
}

function line(chart) {
  const written = (value) => (chart.is_share ? `${Math.round(value * 100)}%` : String(value));
  return {
    grid: { left: 8, right: 56, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      renderMode: "richText", // an HTML tip would need inline styles, which the policy refuses
      formatter: (points) => `${chart.months[points[0].dataIndex]}\n${chart.texts[points[0].dataIndex]}`,
    },
    xAxis: { type: "category", data: chart.months, boundaryGap: false, axisTick: { show: false } },
    yAxis: { type: "value", min: 0, max: chart.top, splitNumber: 4, axisLabel: { formatter: written } },
    series: [
      {
        name: chart.label,
        type: "line",
        data: chart.values,
        symbolSize: 7,
        lineStyle: { width: 2, color: ink("--rh-brand", "#1c4a6b") },
        itemStyle: { color: ink("--rh-brand", "#1c4a6b") },
      },
      ...chart.limits.map((limit) => lineOf(limit, chart.months)),
    ],
  };
}

for (const figure of document.querySelectorAll("figure.chart[data-chart]")) {
  const chart = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const place = figure.querySelector(".drawing");
  place.replaceChildren();
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", chart.description);
  const drawn = echarts.init(place, null, { renderer: "svg", height: 240 });
  drawn.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
    ...(chart.kind === "bars" ? bars(chart) : line(chart)),
  });
  new ResizeObserver(() => drawn.resize()).observe(place);
}
