/** Whether a text is kept as it is: a database keeps neither a null character nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => !/\u0000|[\ud800-\udfff]/u.test(text);
