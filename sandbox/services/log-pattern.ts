import { ServiceError } from './service-error.ts';

/**
 * Returns whether a message is found by a filter pattern of terms: it must have every term, none with `-` before it and, if
 * there are some with `?`, one of those (CloudWatch Logs User Guide, "Filter pattern syntax"). Throws a ServiceError for
 * patterns of JSON fields, columns and regular expressions, so that none is misread.
 */
export function isLogged(pattern: string): (message: string) => boolean {
  if (/^\s*[{[%]/.test(pattern)) {
    const what = 'The sandbox filters log events by words only.';
    throw new ServiceError('InvalidParameterException', 400, what);
  }
  const terms = [...pattern.matchAll(/([-?]?)(?:"([^"]*)"|(\S+))/g)].map(([, sign = '', phrase, word]) => ({
    sign,
    text: phrase ?? word ?? '',
  }));
  const [wanted, unwanted, optional] = ['', '-', '?'].map((sign) =>
    terms.filter((term) => term.sign === sign).map(({ text }) => text),
  );
  return (message) => {
    const has = (text: string) => message.includes(text);
    return (
      (wanted ?? []).every(has) && !(unwanted ?? []).some(has) && (!optional?.length || optional.some(has))
    );
  };
}
