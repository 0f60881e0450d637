import { BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import type { EChartsCoreOption } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { colour, onTheme } from "./theme.ts";

use([
  ...[BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart, SVGRenderer],
  ...[AriaComponent, DatasetComponent, GridComponent, LegendComponent, TooltipComponent],
  ...[MarkAreaComponent, MarkLineComponent, VisualMapComponent],
]);

export interface Chart {
  readonly element: HTMLElement;
  set: (option: EChartsCoreOption) => void;
}

/**
 * A chart, as wide as its place; drawn anew when the page turns dark. `label` is what a reader hears instead of it: say what
 * it shows, and give the numbers in a table beside or below it too.
 */
export function chart(label: string, option: EChartsCoreOption, height = 320): Chart {
  const element = document.createElement("div");
  element.className = "chart";
  element.style.height = `${height}px`;
  element.role = "img";
  element.ariaLabel = label;
  let current = option;
  let drawn: ReturnType<typeof init> | undefined;
  const draw = (): void => {
    drawn ??= init(element, null, { renderer: "svg" });
    drawn.setOption(dressed(current), { notMerge: true });
  };
  new ResizeObserver(() => {
    if (element.clientWidth === 0) return;
    if (drawn === undefined) draw();
    else drawn.resize();
  }).observe(element);
  onTheme(draw);
  return {
    element,
    set: (next) => {
      current = next;
      if (element.clientWidth > 0) draw();
    },
  };
}

/** The page's colours and letters under what the chart itself says. */
function dressed(option: EChartsCoreOption): EChartsCoreOption {
  const [ink, quiet, line] = [colour("--ink"), colour("--quiet"), colour("--line")];
  const axis = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(axis);
    if (typeof given !== "object" || given === null) return given;
    return {
      axisLine: { lineStyle: { color: line } },
      splitLine: { lineStyle: { color: line } },
      ...given,
      axisLabel: { color: quiet, ...("axisLabel" in given ? (given.axisLabel as object) : {}) },
      nameTextStyle: { color: quiet },
    };
  };
  return {
    color: [1, 2, 3, 4, 5, 6].map((n) => colour(`--chart-${n}`)),
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
    aria: { enabled: true, decal: { show: false } },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    ...option,
    ...(option["legend"] === undefined
      ? {}
      : { legend: { textStyle: { color: ink }, ...(option["legend"] as object) } }),
    ...(option["xAxis"] === undefined ? {} : { xAxis: axis(option["xAxis"]) }),
    ...(option["yAxis"] === undefined ? {} : { yAxis: axis(option["yAxis"]) }),
    tooltip: {
      confine: true,
      backgroundColor: colour("--raised"),
      borderColor: line,
      textStyle: { color: ink },
      ...(option["tooltip"] as object | undefined),
    },
  };
}
