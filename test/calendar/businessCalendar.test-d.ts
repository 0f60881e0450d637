import {
  type BusinessCalendar,
  type BusinessCalendarData,
  defineCalendar,
  isOpen,
  parseCalendar,
} from "clientele/calendar";
import { expectTypeOf, test } from "vitest";

const hours = [{ from: "09:00", to: "17:00" }];

test("the id flows into the type", () => {
  expectTypeOf(defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: hours } })).toEqualTypeOf<
    BusinessCalendar<"shop">
  >();
  expectTypeOf<BusinessCalendar<"shop">>().toExtend<BusinessCalendar>();
});

test("from outside it is text", () => {
  const parsed = parseCalendar({});
  if (parsed.ok) expectTypeOf(parsed.value.id).toEqualTypeOf<string>();
});

test("what is misspelt or not honoured does not compile", () => {
  // @ts-expect-error -- the weekdays are mon to sun
  defineCalendar({ id: "shop", timeZone: "UTC", weekly: { monday: hours } });
  // @ts-expect-error -- breaks are not honoured yet
  defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: hours }, breaks: {} });
});

test("a changed copy loses the seal", () => {
  const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: hours } });
  expectTypeOf({ ...shop }).not.toExtend<BusinessCalendar>();
  expectTypeOf<BusinessCalendarData>().not.toExtend<BusinessCalendar>();
  expectTypeOf(isOpen).parameter(1).toEqualTypeOf<BusinessCalendar>();
});
