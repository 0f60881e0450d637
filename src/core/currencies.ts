/**
 * ISO 4217 currencies and the decimals of their minor unit, from list one of the standard, and the codes that left it since
 * 2022 (ANG BGN CUC HRK SLL ZWL), since facts are older than today. `Intl` knows them too, but disagrees on the decimals of
 * seventeen.
 *
 * @module
 */

const BY_DIGITS: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP " +
    "COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR " +
    "IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN " +
    "NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN " +
    "SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG ZWL",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

const DIGITS: ReadonlyMap<string, number> = /* @__PURE__ */ (() =>
  new Map(
    Object.entries(BY_DIGITS).flatMap(([digits, codes]) =>
      codes.split(" ").map((code) => [code, Number(digits)] as const),
    ),
  ))();

/**
 * Tells how many decimals the minor unit of a currency has.
 *
 * @param currency - ISO 4217 code, upper case.
 * @returns 0, 2, 3 or 4; null for a code that is no currency in use.
 *
 * @example
 * ```ts
 * import { minorDigits } from "clientele/core";
 *
 * ["JPY", "CNY", "KWD"].map(minorDigits); // => [0, 2, 3]
 * ```
 */
export const minorDigits = (currency: string): number | null => DIGITS.get(currency) ?? null;
