/** What is refused, without its place in the data: for where the field that it is about says that. */
export const WITHOUT_PLACE = {
  "invalid-fact": {
    en: "expected {expected|term}, received {observed}",
    "zh-CN": "应为{expected|term}，实际为{observed}",
  },
} as const;
