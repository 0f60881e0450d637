import fc from "fast-check";
import { type Day, dayFromNumber, type Instant, instantFromMs, type Money, moneyFromMinor } from "clientele/core";

/** The placeholders of a sentence, sorted, without their marks. */
export const places = (text: string): string[] =>
  [...text.matchAll(/\{([\w.-]+)(?:\|term)?\}/g)].map(([, name]) => name!).sort();

/** Zones whose clocks do odd things: double changes, half hours, gaps at midnight, a skipped day, no change at all. */
export const ODD_ZONES = [
  "Asia/Shanghai", // summer time 1986 to 1991
  "America/New_York",
  "Europe/London", // an hour ahead all year, 1968 to 1971
  "Europe/Dublin",
  "Australia/Lord_Howe", // half an hour
  "America/Sao_Paulo", // gaps at midnight
  "Asia/Beirut", // gaps at midnight
  "Pacific/Apia", // had no 2011-12-30
  "Pacific/Kwajalein", // had no 1993-08-21
  "Africa/Casablanca", // four changes a year
  "Asia/Kathmandu",
  "America/St_Johns", // set back at 00:01
  "America/Havana",
  "Asia/Pyongyang",
  "Antarctica/Troll", // two hours
  "Africa/Monrovia", // offsets with seconds until 1972
  "UTC",
] as const;

/** One of {@link ODD_ZONES}. */
export const anyZone: fc.Arbitrary<string> = fc.constantFrom(...ODD_ZONES);

/** Epoch milliseconds of the years 1850 to 2100, mostly of 1984 to 2030. */
export const anyMs: fc.Arbitrary<number> = fc.oneof(
  { weight: 15, arbitrary: fc.integer({ min: Date.UTC(1984, 0), max: Date.UTC(2030, 0) }) },
  { weight: 1, arbitrary: fc.integer({ min: Date.UTC(1850, 0), max: Date.UTC(2100, 0) }) },
);

/** A moment of the years 1850 to 2100, mostly of 1984 to 2030. */
export const anyInstant: fc.Arbitrary<Instant> = anyMs.map(instantFromMs);

/** A day of the years 1 to 9998. */
export const anyDay: fc.Arbitrary<Day> = fc.integer({ min: -719_162, max: 2_932_531 }).map(dayFromNumber);

/** Any amount of up to fifteen digits, of either sign. */
export const anyMoney = (currency: string): fc.Arbitrary<Money> =>
  fc.maxSafeInteger().map((minor) => moneyFromMinor(minor, currency));

/** What a function throws, by name and code; or what it returns. */
export function thrown(run: () => unknown): unknown {
  try {
    return { returned: run() };
  } catch (error) {
    if (!(error instanceof Error)) return error;
    return "code" in error ? `${error.name} ${String(error.code)}` : `${error.name} (foreign): ${error.message}`;
  }
}

const revocable = Proxy.revocable({}, {});
revocable.revoke();
const refuse = (): never => {
  throw new Error("not yours to read");
};

/** A proxy that can no longer be read at all. */
export const revokedProxy: object = revocable.proxy;

/** A proxy each of whose traps throws. */
export const throwingProxy: object = new Proxy(
  {},
  {
    get: refuse,
    has: refuse,
    getPrototypeOf: refuse,
    getOwnPropertyDescriptor: refuse,
    ownKeys: refuse,
    isExtensible: refuse,
  },
);

/** Values that a careless reader would trip over, by name. */
export const hostileValues: readonly (readonly [name: string, value: unknown])[] = [
  ["undefined", undefined],
  ["null", null],
  ["NaN", NaN],
  ["a bigint", 10n],
  ["a symbol", Symbol("s")],
  ["a function", () => 1],
  ["an array", []],
  ["an empty object", {}],
  ["an object without prototype", Object.create(null)],
  ["a poser's Date", { [Symbol.toStringTag]: "Date" }],
  ["a Date that is none", Object.create(Date.prototype)],
  ["an invalid Date", new Date(NaN)],
  ["a revoked proxy", revokedProxy],
  ["a proxy that throws", throwingProxy],
  ["a proxy of a Date", new Proxy(new Date(0), {})],
  [
    "a getter that throws",
    {
      get epochMilliseconds(): number {
        return refuse();
      },
      get amount(): string {
        return refuse();
      },
    },
  ],
  ["text that cannot be made", { toString: refuse, valueOf: refuse, toJSON: refuse }],
];
