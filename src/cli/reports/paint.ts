const CODES = { red: 31, green: 32, yellow: 33, cyan: 36, bold: 1, dim: 2 } as const;
export type Paint = (text: string, ...styles: (keyof typeof CODES)[]) => string;

/** Colours by ANSI's escape sequences, or nothing of the kind. */
export const painter =
  (isColoured: boolean): Paint =>
  (text, ...styles) =>
    isColoured ? `\u001b[${styles.map((style) => CODES[style]).join(';')}m${text}\u001b[0m` : text;
