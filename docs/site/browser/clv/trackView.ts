import type { TrackedOrders } from "clientele/clv";
import { chart } from "../kit/chart.ts";
import { el, field, select, table } from "../kit/element.ts";
import { clvWords } from "./clvWords.ts";
import type { Study } from "./study.ts";

/** Orders by week, beside what the model expected. */
export function trackView({ track }: Study): HTMLElement {
  const t = clvWords();
  const drawn = chart(t.trackLabel, trackOption(track, "weekly"), 300);
  const choice = select(
    [
      ["weekly", t.weekly],
      ["soFar", t.soFar],
    ],
    "weekly",
    (value) => {
      drawn.set(trackOption(track, value === "soFar" ? "soFar" : "weekly"));
    },
  );
  const rows = track.periods.map((period, index) => [
    period,
    track.actual[index] ?? 0,
    (track.expected[index] ?? 0).toFixed(1),
  ]);
  return el(
    "section",
    {},
    el("h2", {}, t.trackHeading),
    el("div", { class: "controls" }, field(t.shown, choice)),
    drawn.element,
    el("details", {}, el("summary", {}, t.numbers), table([t.weekEnding, t.actual, t.expected], rows, t.trackHeading)),
  );
}

function trackOption(track: TrackedOrders, shown: "weekly" | "soFar"): Parameters<typeof chart>[1] {
  const t = clvWords();
  const [actual, expected] =
    shown === "weekly" ? [track.actual, track.expected] : [track.actualSoFar, track.expectedSoFar];
  const line = (name: string, data: Float64Array, rest: object): object => ({
    type: "line",
    name,
    data: Array.from(data, (orders) => Math.round(orders * 10) / 10),
    symbol: "none",
    ...rest,
  });
  const end = track.periods[track.calibrationPeriods - 1];
  const ends = {
    symbol: "none",
    silent: true,
    label: { formatter: t.calibrationEnds, color: "inherit" },
    lineStyle: { type: "dashed" },
    data: end === undefined || track.calibrationPeriods === track.periods.length ? [] : [{ xAxis: end }],
  };
  return {
    legend: { left: 0, top: 0 },
    grid: { left: 8, right: 40, top: 56, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis" },
    xAxis: { type: "category", data: [...track.periods], axisLabel: { hideOverlap: true } },
    yAxis: { type: "value" },
    series: [
      line(t.actual, actual, { markLine: ends }),
      line(t.expected, expected, { lineStyle: { type: "dashed", width: 3 } }),
    ],
  };
}
