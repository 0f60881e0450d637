/** A colour as red, green and blue, 0 to 255. */
type Rgb = readonly [red: number, green: number, blue: number];

/**
 * The colour some part of the way from one to another.
 *
 * @param from - `#rrggbb`.
 * @param to - `#rrggbb`.
 * @param part - 0 to 1.
 * @returns `#rrggbb`.
 */
export function mixed(from: string, to: string, part: number): string {
  const [one, other] = [rgbOf(from), rgbOf(to)];
  return `#${one.map((value, place) => twoDigits(value + ((other[place] ?? value) - value) * part)).join("")}`;
}

/** How well one colour is read on another: 1 to 21, as WCAG counts. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(rgbOf(one)), luminance(rgbOf(other))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Black or white, whichever is read better on a colour: always 4.5 to 1 and more. */
export const readableOn = (ground: string): "#000000" | "#ffffff" =>
  contrast(ground, "#000000") >= contrast(ground, "#ffffff") ? "#000000" : "#ffffff";

const twoDigits = (value: number): string => Math.round(value).toString(16).padStart(2, "0");

function rgbOf(colour: string): Rgb {
  const short = /^#(\w)(\w)(\w)$/.exec(colour);
  const digits =
    short === null
      ? colour.slice(1)
      : short
          .slice(1)
          .flatMap((digit) => [digit, digit])
          .join("");
  const at = (place: number): number => Number.parseInt(digits.slice(place, place + 2), 16);
  return [at(0), at(2), at(4)];
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
