/**
 * What a question asks for, and how a text looks that tells it: a date for 언제, a number for 얼마. Only the form is
 * known here, so a form that fits is one sign among several.
 */

/** @typedef {"when" | "number" | "where" | "why" | "whether"} Asked */

/** @type {[asked: Asked, question: RegExp, answer: RegExp][]} */
const KINDS = [
  [
    "when",
    /언제|며칠|몇\s*(년|월|일|시|주|개월|세기)|년도|연도|시기|날짜|기간|기한|[해날][는은]|\b(when|how (long|soon|often))\b/i,
    /\d\s*(년|월|일|시|주|개월|영업일|세기|(day|hour|week|month|year)s?\b)|\d:\d\d|\d{4}|즉시|바로|당일|매[월일]|이후|당시|immediately/i,
  ],
  [
    "number",
    /몇|얼마|(수|금액|가격|비용|비율|요금|번호|길이|크기|높이|인구)[는은가]|\bhow (many|much|old|far|large|big|tall)\b/i,
    /\d|[한두세네]\s?(명|개|번|가지|차례|장|곳)|무료|\bfree\b/i,
  ],
  [
    "where",
    /어디|어느\s*(곳|나라|지역|도시|국가|학교)|(곳|장소|지역|나라|도시|국가|위치|고향)[는은]|\bwhere\b/i,
    /에서|에\s|으로|>|지역|도시|\b(in|at|under)\b/i,
  ],
  [
    "why",
    /왜|이유|까닭|원인|\bwhy\b/i,
    /때문|므로|위해|위하여|따라|[라어아여]서|니까|이유|\b(because|since|so that)\b/i,
  ],
  [
    "whether",
    /(나|되|돼|될까|가|까|어|아)요\s*\??$|^(is|are|do|does|can|may|will|should)\b/i,
    /수 [있없]|못|안 [돼되]|^(네|아니|yes|no)|괜찮|않[아습]|없[어습]|\b(can|cannot|can't|not)\b/i,
  ],
];

/** All kinds. */
export const FORMS = KINDS.map(([asked]) => asked);

/**
 * What tells of a text whether it has the form that the question asks for: `{ [kind]: 1 }` if so, else `{}`. A question
 * is of the first kind that it looks like.
 *
 * @param {string} query
 * @returns {(text: string) => Partial<Record<Asked, 1>>}
 */
export function findForm(query) {
  const kind = KINDS.find(([, question]) => question.test(query));
  return (text) => (kind?.[2].test(text) ? { [kind[0]]: 1 } : {});
}

/**
 * Whether the query has the form of a question at all.
 *
 * @param {string} query
 */
export const isQuestion = (query) => /\?/.test(query) || KINDS.some(([, question]) => question.test(query));
