import { describe, expect, test } from "vitest";
import { segmentationMessages } from "../../src/segmentation/messages.ts";
import { places } from "../support/core.ts";

/** What stands in each finding, issue, refusal or reason beside its code. */
const known: Readonly<Record<string, readonly string[]>> = {
  "degenerate-metric": ["metric", "customers"],
  "no-customers": [],
  "no-value": [],
  "repeated-customer": ["customerId"],
  "too-few-different-customers": ["clusters", "different"],
  "clusters-not-settled": ["iterations"],
  "no-values": ["criterion"],
  "steps-out-of-order": ["from", "before"],
  "currency-of-text": ["currency"],
  "classes-out-of-order": ["from", "above"],
  "lowest-class-asks": ["from"],
  "unreachable-class": ["class", "from", "most"],
  "criterion-points": ["label", "observed", "required"],
  "class-score": ["observed", "label", "required", "verdict"],
  "mixed-as-of": ["earliest", "latest"],
  "no-purchase": ["customerId"],
  "unscored-metric": ["customerId", "metric"],
  "metrics-out-of-count": ["count"],
  "reserved-name": ["metric"],
  "metric-not-listed": ["metric"],
  "source-needed": ["metric"],
  "currency-needed": ["metric"],
  "cuts-needed": ["metric"],
  "cuts-out-of-count": ["metric", "expected", "observed"],
  "cuts-not-ascending": ["metric"],
  "not-in-mode": ["mode", "key"],
  "unequal-bins": [],
  "nesting-needed": [],
  "weight-missing": ["metric"],
  "weights-of-nothing": [],
  "unreachable-segment": ["segment"],
  "overlapping-boxes": ["segment", "earlier"],
  "invalid-model": ["path", "expected"],
  "range-reversed": ["from", "to"],
  "range-beyond-bins": ["to", "bins"],
  "uncovered-combinations": ["count", "examples"],
  "unreachable-box": ["segment"],
  "uncovered-score": ["table", "observed"],
  "bins-mismatch": ["table", "expected", "observed"],
  "score-in-range": ["metric", "observed", "label", "required"],
};

describe.each(Object.entries(segmentationMessages))("%s", (code, message) => {
  test("is said in both languages, with what it carries", () => {
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(places(message.en)).toEqual([...known[code]!].sort());
    expect(places(message["zh-CN"])).toEqual([...known[code]!].sort());
  });
});
