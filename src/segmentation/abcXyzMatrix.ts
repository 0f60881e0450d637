import type { AbcDivision, AbcXyzCell, AbcXyzMatrix, XyzDivision } from "./abcModel.ts";
import { startSum } from "./internal/concentration.ts";

/**
 * Lays two divisions of the same customers over one another: by what they are worth, and by how steadily they buy.
 *
 * Every field is there, empty ones too, and customers without a class of steadiness have a field of their own (null). All
 * customers that both divisions have stand in exactly one field; those of only one are counted.
 *
 * @param abc - What `classifyAbc` gave.
 * @param xyz - What `classifyXyz` gave.
 * @returns The fields, most valuable class first, steadiest first.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { abcXyzMatrix, classifyAbc, classifyXyz } from "clientele/segmentation";
 *
 * const abc = orThrow(classifyAbc([{ customerId: "he", value: 90 }, { customerId: "li", value: 10 }]));
 * const xyz = classifyXyz(
 *   [{ customerId: "he", amounts: [45, 45] }, { customerId: "li", amounts: [0, 10] }],
 *   { periods: 2 },
 * );
 *
 * abcXyzMatrix(abc, xyz).cells.filter(({ customers }) => customers > 0);
 * // => [
 * //   { abc: "A", xyz: "X", customers: 1, value: 90, valueShare: 0.9 },
 * //   { abc: "B", xyz: "Y", customers: 1, value: 10, valueShare: 0.1 },
 * // ]
 * ```
 */
export function abcXyzMatrix<Abc extends string, Xyz extends string>(
  abc: AbcDivision<Abc>,
  xyz: XyzDivision<Xyz>,
): AbcXyzMatrix<Abc, Xyz> {
  const steadiness = new Map(xyz.customers.map((customer) => [customer.customerId, customer.class]));
  const columns: readonly (Xyz | null)[] = [...xyz.classes.map(({ name }) => name), null];
  const fields = abc.classes.map(({ name }) => ({
    abc: name,
    columns: columns.map((column) => ({
      xyz: column,
      customers: 0,
      value: 0,
      share: 0,
      all: startSum(),
      of: startSum(),
    })),
  }));
  const rowOf = new Map(fields.map((field) => [field.abc, field.columns]));
  let onlyAbc = 0;
  for (const { customerId, class: own, value, share } of abc.customers) {
    const steady = steadiness.get(customerId);
    const field = steady === undefined ? undefined : rowOf.get(own)?.find((one) => one.xyz === steady);
    if (field === undefined) {
      onlyAbc++;
      continue;
    }
    field.customers++;
    field.value = field.all.add(value);
    field.share = field.of.add(share);
  }
  return {
    cells: fields.flatMap((field) =>
      field.columns.map(
        ({ xyz: column, customers, value, share }): AbcXyzCell<Abc, Xyz> => ({
          abc: field.abc,
          xyz: column,
          customers,
          value,
          valueShare: share,
        }),
      ),
    ),
    onlyAbc,
    onlyXyz: xyz.customers.length - (abc.customers.length - onlyAbc),
  };
}
