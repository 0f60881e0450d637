import {
  type AnyCalendar,
  type BusinessCalendar,
  type BusinessCalendarData,
  defineCalendar,
  intersect,
  isOpen,
  parseCalendar,
  workingDays,
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
  // @ts-expect-error -- there is no such key
  defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: hours }, closures: {} });
  // @ts-expect-error -- a holiday removes a day or a shift
  defineCalendar({ id: "s", timeZone: "UTC", weekly: {}, holidays: [{ date: "2026-05-01", removes: "week" }] });
});

test("a changed copy loses the seal", () => {
  const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: hours } });
  expectTypeOf({ ...shop }).not.toExtend<BusinessCalendar>();
  expectTypeOf<BusinessCalendarData>().not.toExtend<BusinessCalendar>();
  expectTypeOf(isOpen).parameter(1).toEqualTypeOf<AnyCalendar>();
  expectTypeOf<BusinessCalendarData>().not.toExtend<AnyCalendar>();
});

test("a combined calendar has moments, but no days of its own", () => {
  const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: hours } });
  expectTypeOf(intersect(shop, shop)).toExtend<AnyCalendar>();
  expectTypeOf(intersect(shop, shop)).not.toExtend<BusinessCalendar>();
  expectTypeOf(workingDays).parameter(1).toEqualTypeOf<BusinessCalendar>();
});
