import katex from "katex";
import { escape } from "./escape.ts";

/**
 * Formulas of doc comments, as they stand there for readers of the source, and as the site sets them. A comment that changes
 * without its formula here fails the build.
 */
const FORMULAS: readonly (readonly [plain: string, tex: string])[] = [
  [
    `
BG/NBD     1 / (1 + a / (b + x - 1) * [(alpha + T) / (alpha + t)]^(r + x)), for x > 0; 1 for x = 0
MBG/NBD    1 / (1 + a / (b + x) * [(alpha + T) / (alpha + t)]^(r + x))
Pareto/NBD 1 / (1 + s / (r + s + x) * [...]), the bracket as of Fader and Hardie (2005)
ahead      times the mean of (1 + p u / (alpha + T))^-(r + x); for Pareto/NBD times (1 + u / (beta + T))^-s`,
    String.raw`
\begin{array}{ll}
\text{BG/NBD} & \left[1 + \dfrac{a}{b + x - 1}\left(\dfrac{\alpha + T}{\alpha + t}\right)^{r + x}\right]^{-1}\ (x > 0),\quad 1\ (x = 0) \\[1.2em]
\text{MBG/NBD} & \left[1 + \dfrac{a}{b + x}\left(\dfrac{\alpha + T}{\alpha + t}\right)^{r + x}\right]^{-1} \\[1.2em]
\text{Pareto/NBD} & \left[1 + \dfrac{s}{r + s + x}\,[\ldots]\right]^{-1},\ [\ldots]\text{ as of Fader and Hardie (2005)} \\[1.2em]
\text{ahead} & \times\ \mathrm{E}\!\left[\left(1 + \dfrac{p u}{\alpha + T}\right)^{-(r + x)}\right];\ \text{for Pareto/NBD}\ \times \left(1 + \dfrac{u}{\beta + T}\right)^{-s}
\end{array}`,
  ],
  [
    `
BG/NBD     P(alive) * E over p ~ Beta(a, b + x) of [1 - ((alpha + T) / (alpha + T + p t))^(r + x)] / p
MBG/NBD    the same with Beta(a, b + x + 1)
Pareto/NBD P(alive) * (r + x) (beta + T) / ((alpha + T) (s - 1)) * [1 - ((beta + T) / (beta + T + t))^(s - 1)]`,
    String.raw`
\begin{array}{ll}
\text{BG/NBD} & P(\text{alive})\ \mathrm{E}_{p \sim \mathrm{Beta}(a,\, b + x)}\!\left[\dfrac{1}{p}\left(1 - \left(\dfrac{\alpha + T}{\alpha + T + p t}\right)^{r + x}\right)\right] \\[1.2em]
\text{MBG/NBD} & \text{the same with } p \sim \mathrm{Beta}(a,\, b + x + 1) \\[0.6em]
\text{Pareto/NBD} & P(\text{alive})\ \dfrac{(r + x)(\beta + T)}{(\alpha + T)(s - 1)}\left[1 - \left(\dfrac{\beta + T}{\beta + T + t}\right)^{s - 1}\right]
\end{array}`,
  ],
  [
    `
BG/NBD     P(alive) * E over p ~ Beta(a, b + x) of (n / p) e^z E_(n+1)(z), n = r + x, z = delta (alpha + T) / p
MBG/NBD    the same with Beta(a, b + x + 1)
Pareto/NBD P(alive) * (r + x) (beta + T) / (alpha + T) * e^z E_s(z), z = delta (beta + T)`,
    String.raw`
\begin{array}{lll}
\text{BG/NBD} & P(\text{alive})\ \mathrm{E}_{p \sim \mathrm{Beta}(a,\, b + x)}\!\left[\dfrac{n}{p}\, e^{z} E_{n+1}(z)\right], & n = r + x,\ z = \dfrac{\delta(\alpha + T)}{p} \\[1.2em]
\text{MBG/NBD} & \text{the same with } p \sim \mathrm{Beta}(a,\, b + x + 1) \\[0.6em]
\text{Pareto/NBD} & P(\text{alive})\ \dfrac{(r + x)(\beta + T)}{\alpha + T}\, e^{z} E_s(z), & z = \delta(\beta + T)
\end{array}`,
  ],
  [
    `
orders come at a rate lambda ~ Gamma(r, alpha); after each repeat order a customer leaves with chance p ~ Beta(a, b)
L = B(a, b+x)/B(a, b) Γ(r+x) alpha^r / (Γ(r) (alpha+T)^(r+x))
  + [x > 0] B(a+1, b+x-1)/B(a, b) Γ(r+x) alpha^r / (Γ(r) (alpha+t)^(r+x))`,
    String.raw`
\begin{array}{l}
\lambda \sim \mathrm{Gamma}(r, \alpha)\text{: the rate of orders};\quad p \sim \mathrm{Beta}(a, b)\text{: the chance to leave after each repeat order} \\[0.8em]
L = \dfrac{B(a,\, b + x)}{B(a, b)}\,\dfrac{\Gamma(r + x)\,\alpha^r}{\Gamma(r)\,(\alpha + T)^{r + x}} + [x > 0]\,\dfrac{B(a + 1,\, b + x - 1)}{B(a, b)}\,\dfrac{\Gamma(r + x)\,\alpha^r}{\Gamma(r)\,(\alpha + t)^{r + x}}
\end{array}`,
  ],
  [
    `
orders come at a rate lambda ~ Gamma(r, alpha); after each order, the first too, a customer leaves with chance
p ~ Beta(a, b)
L = [B(a, b+x+1) / (alpha+T)^(r+x) + B(a+1, b+x) / (alpha+t)^(r+x)] Γ(r+x) alpha^r / (B(a, b) Γ(r))`,
    String.raw`
\begin{array}{l}
\lambda \sim \mathrm{Gamma}(r, \alpha)\text{: the rate of orders};\quad p \sim \mathrm{Beta}(a, b)\text{: the chance to leave after each order, the first too} \\[0.8em]
L = \left[\dfrac{B(a,\, b + x + 1)}{(\alpha + T)^{r + x}} + \dfrac{B(a + 1,\, b + x)}{(\alpha + t)^{r + x}}\right]\dfrac{\Gamma(r + x)\,\alpha^r}{B(a, b)\,\Gamma(r)}
\end{array}`,
  ],
  [
    `
orders come at a rate lambda ~ Gamma(r, alpha); a customer leaves at any time, at a rate mu ~ Gamma(s, beta)
L = Γ(r+x) alpha^r beta^s / Γ(r) [1 / ((alpha+T)^(r+x) (beta+T)^s) + ∫ s du / ((alpha+u)^(r+x) (beta+u)^(s+1))],
    u from t to T`,
    String.raw`
\begin{array}{l}
\lambda \sim \mathrm{Gamma}(r, \alpha)\text{: the rate of orders};\quad \mu \sim \mathrm{Gamma}(s, \beta)\text{: the rate of leaving, at any time} \\[0.8em]
L = \dfrac{\Gamma(r + x)\,\alpha^r \beta^s}{\Gamma(r)}\left[\dfrac{1}{(\alpha + T)^{r + x}(\beta + T)^s} + \displaystyle\int_t^T \dfrac{s\,du}{(\alpha + u)^{r + x}(\beta + u)^{s + 1}}\right]
\end{array}`,
  ],
  [
    `
amounts of a customer ~ Gamma(p, nu), nu ~ Gamma(q, v), apart from how often they order
L = Γ(p x + q) / (Γ(p x) Γ(q)) v^q m^(p x - 1) x^(p x) / (v + x m)^(p x + q)`,
    String.raw`
\begin{array}{l}
\text{amounts} \sim \mathrm{Gamma}(p, \nu),\quad \nu \sim \mathrm{Gamma}(q, v),\ \text{apart from how often they order} \\[0.8em]
L = \dfrac{\Gamma(p x + q)}{\Gamma(p x)\,\Gamma(q)}\,\dfrac{v^q\, m^{p x - 1}\, x^{p x}}{(v + x m)^{p x + q}}
\end{array}`,
  ],
  [
    `
orders come at a rate lambda ~ Gamma(r, alpha)
L = Γ(r+x) / Γ(r) alpha^r / (alpha+T)^(r+x)`,
    String.raw`\lambda \sim \mathrm{Gamma}(r, \alpha)\text{: the rate of orders};\qquad L = \dfrac{\Gamma(r + x)}{\Gamma(r)}\,\dfrac{\alpha^r}{(\alpha + T)^{r + x}}`,
  ],
  [
    `
S(t | theta) = (1 - theta)^(t^c), theta ~ Beta(alpha, beta); S(t) = B(alpha, beta + t^c) / B(alpha, beta)`,
    String.raw`S(t \mid \theta) = (1 - \theta)^{t^c},\quad \theta \sim \mathrm{Beta}(\alpha, \beta);\qquad S(t) = \dfrac{B(\alpha,\, \beta + t^c)}{B(\alpha, \beta)}`,
  ],
  [
    `
survival S(t) = B(alpha, beta + t^c) / B(alpha, beta), c = 1 under sBG
retention r(t) = S(t) / S(t-1), under sBG (beta+t-1)/(alpha+beta+t-1); leaving S(t-1) - S(t)`,
    String.raw`
\begin{array}{ll}
\text{survival} & S(t) = \dfrac{B(\alpha,\, \beta + t^c)}{B(\alpha, \beta)},\quad c = 1 \text{ under sBG} \\[1.2em]
\text{retention} & r(t) = \dfrac{S(t)}{S(t - 1)},\quad \text{under sBG } \dfrac{\beta + t - 1}{\alpha + \beta + t - 1} \\[1.2em]
\text{leaving} & S(t - 1) - S(t)
\end{array}`,
  ],
  [
    `
value = E[spend] * margin * integral over s from 0 to t of e^(-delta s) dE(s), E(s) = expected orders in (T, T + s]
delta = ln(1 + annual) a year, or the continuous rate`,
    String.raw`
\begin{array}{l}
\text{value} = \mathrm{E}[\text{spend}] \cdot \text{margin} \cdot \displaystyle\int_0^t e^{-\delta s}\,dE(s),\quad E(s) = \text{expected orders in } (T,\, T + s] \\[1em]
\delta = \ln(1 + \text{annual}) \text{ a year, or the continuous rate}
\end{array}`,
  ],
  [
    `
S(t) = product over t_i <= t of (1 - left_i / atRisk_i), var ln S = sum of left_i / [atRisk_i (atRisk_i - left_i)]`,
    String.raw`S(t) = \displaystyle\prod_{t_i \le t}\left(1 - \dfrac{\text{left}_i}{\text{atRisk}_i}\right),\qquad \operatorname{var} \ln S = \sum_{t_i \le t} \dfrac{\text{left}_i}{\text{atRisk}_i\,(\text{atRisk}_i - \text{left}_i)}`,
  ],
  [
    `
G = 1/(2 n² mean) * sum over i, j of |x_i - x_j|
  = sum over gaps of (x_(k+1) - x_(k)) * W_k * (W - W_k) / (W * total)`,
    String.raw`G = \dfrac{1}{2 n^2 \bar{x}} \displaystyle\sum_{i,j} |x_i - x_j| = \sum_{\text{gaps}} \bigl(x_{(k+1)} - x_{(k)}\bigr)\,\dfrac{W_k\,(W - W_k)}{W \cdot \text{total}}`,
  ],
];

const squeeze = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
const known = new Map(FORMULAS.map(([plain, tex]) => [squeeze(plain), tex]));
const used = new Set<string>();

/** A block of plain text as a formula; undefined if it is not one of those above. */
export function formula(block: string): string | undefined {
  const key = squeeze(block);
  const tex = known.get(key);
  if (tex === undefined) return undefined;
  used.add(key);
  const html = katex.renderToString(tex, { displayMode: true, throwOnError: true, strict: "error" });
  return `<div class="formula scroll" tabindex="0" role="region" aria-label="Formula" title="${escape(block.trimEnd())}">${html}</div>`;
}

/** The formulas that no comment holds any more. */
export function unusedFormulas(): readonly string[] {
  return [...known.keys()].filter((key) => !used.has(key));
}
