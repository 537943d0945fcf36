/** Whether a text is kept as it is: a database keeps neither a null character nor half of a surrogate pair. */
export const isStorable = (text: string): boolean => !/\u0000|[\ud800-\udfff]/u.test(text);

/** What is said of a text that is not. */
export const NOT_STORABLE = 'holds a null character or half of a surrogate pair; leave it out';
