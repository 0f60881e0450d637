import { DomainError } from "../../core/index.ts";
import { combineCalendars, type CompiledCalendar, type SetOperation } from "../kernel.ts";
import type { AnyCalendar, CombinedCalendar } from "../model.ts";

/** The compiled form of every calendar that was combined. */
const forms = /* @__PURE__ */ new WeakMap<object, CompiledCalendar>();

/** Tells a combined calendar from a checked one, by its shape. */
export const isCombined = (calendar: AnyCalendar): calendar is CombinedCalendar =>
  typeof calendar === "object" && (calendar as AnyCalendar | null) !== null && "operation" in calendar;

/** Takes the compiled form of a combined calendar. */
export function combinedForm(calendar: CombinedCalendar): CompiledCalendar {
  const form = forms.get(calendar);
  if (form !== undefined) return form;
  throw new DomainError(
    "policy-not-checked",
    "expected a calendar from intersect, unite or subtract, received an object that came from none of them",
  );
}

/** Combines two calendars, given with their compiled forms. */
export function combination(
  operation: SetOperation,
  a: { readonly calendar: AnyCalendar; readonly form: CompiledCalendar },
  b: { readonly calendar: AnyCalendar; readonly form: CompiledCalendar },
): CombinedCalendar {
  const id = `${operation}(${a.calendar.id}, ${b.calendar.id})`;
  const of = Object.freeze([a.calendar, b.calendar] as const);
  const combined = Object.freeze({ id, operation, of }) as unknown as CombinedCalendar;
  forms.set(combined, combineCalendars(operation, a.form, b.form));
  return combined;
}
