import { bgNbdProcess, mbgNbdProcess, nbdProcess, type OrderingProcess, paretoNbdProcess } from "clientele/kernel";

/** The names of the files' models, long and short. */
const NAMES: Readonly<Record<string, string>> = { pnbd: "pareto-nbd", bgnbd: "bg-nbd", mbgnbd: "mbg-nbd" };

/** The one name of a model. */
export const modelName = (name: string): string => (Object.hasOwn(NAMES, name) ? (NAMES[name] ?? name) : name);

/** The formulae of a model of orders with its parameters; null for a model that is not offered. */
export function orderingProcess(
  name: string,
  params: Readonly<Record<string, string | number>>,
): OrderingProcess | null {
  const of = (key: string): number => Number(params[key]);
  const geometric = { r: of("r"), alpha: of("alpha"), a: of("a"), b: of("b") };
  switch (modelName(name)) {
    case "bg-nbd":
      return bgNbdProcess(geometric);
    case "mbg-nbd":
      return mbgNbdProcess(geometric);
    case "pareto-nbd":
      return paretoNbdProcess({ r: of("r"), alpha: of("alpha"), s: of("s"), beta: of("beta") });
    case "nbd":
      return nbdProcess({ r: of("r"), alpha: of("alpha") });
    default:
      return null;
  }
}
