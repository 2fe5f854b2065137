/** Small breaks of the rules of mediation, each of which some law must notice. */
export interface Mutant {
  /** What is wrong with it. */
  readonly what: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly instead: string;
}

const of =
  (file: string, folder = 'gateway/execute') =>
  (what: string, find: string, instead: string): Mutant => ({
    what,
    file: `${folder}/${file}.ts`,
    find,
    instead,
  });

const gather = of('gather');
const connection = of('gather-connection');
const pages = of('merge-pages');
const paging = of('paging');
const results = of('gather-results');
const holders = of('holders');
const step = of('step');
const round = of('round');
const routes = of('routes');
const exchange = of('exchange');
const silence = of('silence');
const report = of('report');
const reserved = of('reserved');
const memberField = of('member-field');
const edgeKeys = of('edge-keys');
const request = of('request');
const shares = of('shares');
const slot = of('slot');
const answers = of('answers');
const targets = of('targets');
const execute = of('execute');
const project = of('shape', 'gateway/project');
const plan = of('conditions', 'gateway/plan');

export const MUTANTS: readonly Mutant[] = [
  // The gather rules.
  gather(
    'SUM ignores an unknown share',
    'return values.length < shares.length || !values.every',
    'return !values.every',
  ),
  gather('SUM takes one share', 'values.reduce((sum, value) => sum + value, 0)', '(values[0] ?? 0)'),
  gather('MIN is MAX', 'compareLeaf(field, value, least) < 0', 'compareLeaf(field, value, least) > 0'),
  gather('MAX is MIN', 'compareLeaf(field, value, most) > 0', 'compareLeaf(field, value, most) < 0'),
  gather(
    'ANY takes unknown for false',
    'values.includes(true) ? true : values.length < shares.length ? null : false',
    'values.includes(true)',
  ),
  gather('ANY is ALL', 'return values.includes(true) ? true', 'return !values.includes(false) ? true'),
  gather(
    'ALL takes unknown for true',
    'values.includes(false) ? false : values.length < shares.length ? null : true',
    '!values.includes(false)',
  ),
  gather('COMPLETE without the silent', 'values.length === shares.length &&', ''),
  gather('COMPLETE without what is said', 'values.every((value) => value === true) &&', ''),
  gather('COMPLETE without staleness', '!shares.some(({ member }) => context.isStale(member))', 'true'),
  gather('the last word counts', 'return values[0] ?? null;', 'return values.at(-1) ?? null;'),
  gather(
    'enums in the order of the alphabet',
    'if (isEnumType(type)) return rank(type, a) - rank(type, b);',
    '',
  ),
  gather(
    'numbers as texts',
    "typeof a === 'number' && typeof b === 'number' ? a - b : compareText",
    'compareText',
  ),
  gather('texts by UTF-16', ': compareText(String(a), String(b));', ': String(a) < String(b) ? -1 : 1;'),
  gather(
    'POSITION is FIRST',
    "if (field.rule.gather === 'POSITION') return",
    "if (field.rule.gather === 'SUM') return",
  ),
  gather(
    'POSITION is as long as the shortest',
    'Math.max(...shares.map(({ value }) => (Array.isArray(value) ? value.length : 0)))',
    'Math.min(...shares.map(({ value }) => (Array.isArray(value) ? value.length : 9)))',
  ),
  gather('UNION is FIRST', "field.rule.gather === 'UNION' || entities", 'entities'),
  gather(
    'a list of entities is the first',
    "field.rule.gather === 'UNION' || entities",
    "field.rule.gather === 'UNION'",
  ),
  gather('FIRST of lists is UNION', ': lists.slice(0, 1);', ': lists;'),
  gather('UNION without its key', 'if (field.rule.unionKey)', 'if (field.rule.held === undefined)'),
  gather('UNION by a part of its key', 'field.rule.unionKey.map(', 'field.rule.unionKey.slice(0, 1).map('),
  gather(
    'UNION keeps what is there twice',
    'if (group) group.push({ member, value: item });',
    'if (group && !item) group.push({ member, value: item });',
  ),
  gather(
    'an empty list for an unknown one',
    'if (lists.length === 0) return null;',
    'if (lists.length === 0) return [];',
  ),
  gather('an object of nulls for none', 'if (!told.some(({ value }) => isKnown(value))) return null;', ''),
  gather(
    'an object that is null says that it is not complete',
    'none && !saysComplete ? null : UNKNOWN',
    'none ? null : UNKNOWN',
  ),
  gather(
    'what a contributor says in passing is all that it knows',
    "member.role === 'ENUMERATES' && isRaw(value)",
    'isRaw(value)',
  ),
  gather(
    'whoever names a reference answers for it',
    'if (own(value, ID) === id) answerInPassing',
    'answerInPassing',
  ),
  gather(
    'the last word on a field of an object counts',
    'for (const { value } of objects) {',
    'for (const { value } of objects.toReversed()) {',
  ),
  gather(
    'what a contributor tells in passing is all of a record',
    'context.tellerOf(selection, id) === member;',
    'context.tellerOf(selection, id) !== null;',
  ),
  gather(
    'a record of another’s is told as it is',
    'const isTold = !isReference && context',
    'const isTold = !isReference || context',
  ),
  gather('a reference tells all that is asked', 'if (isReference) return', 'if (id.length > 0) return'),
  gather(
    'who says that it is not complete is not heard where it is alone',
    'if (selection.saysComplete) context.noteCompleteness',
    'if (selection.fields.length === 0) context.noteCompleteness',
  ),
  gather(
    'the type of an object is that of a member',
    "if (field.kind === 'TYPE_NAME') return field.parent.name;",
    "if (field.kind === 'TYPE_NAME') return field.parent.name.toLowerCase();",
  ),
  shares(
    'null is known',
    'value !== UNKNOWN && value !== null && value !== undefined',
    'value !== UNKNOWN && value !== undefined',
  ),

  // Connections.
  paging(
    'edges that are told twice count twice',
    'isObjectType(edge) && order.keys',
    'isObjectType(edge) && !order.keys',
  ),
  connection('a page is not cut', 'merged.slice(0, first)', 'merged.slice()'),
  connection('a page is cut too soon', 'merged.slice(0, first)', 'merged.slice(0, Math.max(1, first - 1))'),
  connection('hasNextPage forgets what was cut', 'merged.length > first || pages', 'pages'),
  connection('hasNextPage forgets what members have', '|| pages.some((page) => page.hasNext)', ''),
  connection('what was cut is not known', ': first + 1;', ': first;'),
  connection(
    'edges are counted on a part of the pages',
    'edgeCounts.length > 0 && pages.length > 1 ? Number.MAX_SAFE_INTEGER',
    'edgeCounts.length > 99 ? Number.MAX_SAFE_INTEGER',
  ),
  pages(
    'edges are not merged in order',
    'if (!first?.keys || compareKeys(order, reader.keys, first.keys) < 0) first = reader;',
    'if (!first?.keys) first = reader;',
  ),
  pages(
    'edges stand the other way round',
    'compareKeys(order, reader.keys, first.keys) < 0',
    'compareKeys(order, first.keys, reader.keys) < 0',
  ),
  pages(
    'an id is listed twice',
    'compareKeys(order, reader.keys, keys) !== 0) continue;',
    'compareKeys(order, reader.keys, keys) !== 1) continue;',
  ),
  pages('edges in one place come again', 'if (reader.advance()) isAtBound = true;', ''),
  pages(
    'edges in one place lose the first word',
    'merged.push({ keys, page, index, others });',
    'const [other] = others;\n    merged.push(other ? { keys, ...other, others: [{ page, index }] } : { keys, page, index, others });',
  ),
  pages(
    'edges in one place lose a share',
    'others = [...others, { page: reader.page, index: reader.index }];',
    '',
  ),
  pages('a short page does not bound the merge', 'if (isAtBound) break;', ''),
  pages(
    'only the first page bounds the merge',
    'if (reader.advance()) isAtBound = true;',
    'reader.advance();',
  ),
  pages(
    'the bound itself is left out',
    'merged.push({ keys, page, index, others });',
    'if (!isAtBound) merged.push({ keys, page, index, others });',
  ),
  pages('whoever has all bounds the merge', 'return this.page.hasNext;', 'return true;'),
  pages(
    'pages that meet are not merged',
    'if (told.length > 1 || merge.places)',
    'if (told.length > 9 || merge.places)',
  ),
  pages('places are not read where they are wanted', 'told.length > 1 || merge.places', 'told.length > 1'),
  connection('an empty page for an unknown one', 'if (pages.length === 0) return null;', ''),
  connection(
    'cursors of another order',
    'gathered[key] = encodeCursor(order, keys);',
    'gathered[key] = encodeCursor(order, keys.slice(-1));',
  ),
  connection(
    'the end of a page is its start',
    'endCursor: cursor(edges.at(-1))',
    'endCursor: cursor(edges[0])',
  ),
  connection(
    'the end of a page is that of what was cut',
    'pageInfo(part, order, edges, hasNextPage,',
    'pageInfo(part, order, merged, hasNextPage,',
  ),
  paging('hasPreviousPage is never', "isLater: args['after'] != null", 'isLater: false'),
  paging('every list is in its first order', "field.name, args['orderBy'])", 'field.name, undefined)'),
  connection('the completeness of a page is not noted', 'context.noteCompleteness(selection, told);', ''),
  connection('unread shares are no shares', '{ ...share, value: UNKNOWN }', '{ ...share, value: null }'),

  // Who is asked.
  holders(
    'arguments are those of the first request',
    'const known = field.usesVariables ? ofRequest(variables) : always;',
    'const known = always;',
  ),
  routes(
    'records of all sources are one source’s',
    'let routes = byOwner.get(owner);',
    'let routes = [...byOwner.values()][0];',
  ),
  routes('a source that is gone is not missed', "field.definition && !owner ? 'OWNER' : null", 'null'),
  routes('nobody is missed', "isUnheld(field, route) ? 'HOLDERS' : null };\n  }\n\n", 'null };\n  }\n\n'),
  holders(
    'an id routes to nobody',
    "member.source === source && member.role === 'ENUMERATES'",
    "member.source === source && member.role !== 'ENUMERATES'",
  ),
  holders(
    'everybody owns',
    "member.source === source && member.role === 'ENUMERATES'",
    "member.role === 'ENUMERATES'",
  ),
  holders(
    'contributors are not asked',
    "field.rule.held === 'OWNER_AND_CONTRIBUTORS'",
    "field.rule.held === 'OWNER'",
  ),
  holders(
    'contributors are asked for what is not theirs',
    'contributes[parent.name]?.includes(name) === true',
    'contributes[parent.name] !== undefined',
  ),
  holders(
    'what contributors call it does not count',
    "heldByArguments(field.definition, args) !== 'OWNER_AND_CONTRIBUTORS'",
    'heldByArguments(field.definition, args) !== undefined',
  ),
  holders(
    'contributors are asked whoever counts',
    "heldByArguments(field.definition, args) !== 'OWNER_AND_CONTRIBUTORS'",
    'heldByArguments(field.definition, args) === undefined',
  ),
  holders('contributors go first', 'holders.push(member);', 'holders.unshift(member);'),
  holders(
    'rules of precedence do not count',
    'inPrecedence(holders, precedence(field.parent.name, field.name))',
    'holders',
  ),
  holders(
    'what everybody holds is asked of the owner',
    "if (field.rule.held === 'EVERY_MEMBER')",
    "if (field.rule.held === 'OWNER')",
  ),
  holders(
    'lists are asked of the first',
    "const all = members.filter((member) => member.role === 'ENUMERATES');",
    "const all = members.filter((member) => member.role === 'ENUMERATES').slice(0, 1);",
  ),
  holders(
    'lists are asked of contributors',
    "const all = members.filter((member) => member.role === 'ENUMERATES');",
    'const all = members;',
  ),
  holders(
    'claims of regions are turned round',
    'filter.region.some((region) => member.regions.includes(region))',
    '!filter.region.some((region) => member.regions.includes(region))',
  ),
  holders('who claims no region is not asked', 'member.regions.length === 0 ||', ''),
  holders(
    'a filter of sources excludes those it names',
    'filter.source.includes(member.source)',
    '!filter.source.includes(member.source)',
  ),
  holders(
    'where a filter excludes all nobody answers',
    'return asked.length > 0 ? asked : all.slice(0, 1);',
    'return asked;',
  ),
  holders('regions do not narrow', '(!filter?.region ||', '(true ||'),
  holders(
    'one record is looked up everywhere',
    "if (typeof args['id'] === 'string' && field",
    "if (typeof args['none'] === 'string' && field",
  ),
  holders(
    'a lookup leaves no reference',
    "return { members: owner ? [owner] : [], lookup: args['id'] };",
    'return { members: owner ? [owner] : [] };',
  ),

  // Rounds.
  step(
    'one round alone',
    'if (waiting.length === 0) return;',
    'if (waiting.length === 0 || slots.every((slot) => slot.answers.length > 0)) return;',
  ),
  step(
    'fields do not wait for all their holders',
    'isAnswered(slot, one.route.members)',
    'slot.answers.length > 0',
  ),
  step('an id is not known beforehand', "if (field.kind === 'ID') return slot.id;", ''),
  step('whoever answers tells all of a record', 'answer.member === owner &&', 'answer.member !== null &&'),
  step('the owner tells all, whoever contributes', 'ownerTellsAll &&\n      answer?.raw', 'answer?.raw'),
  routes(
    'the owner is taken to tell what it does not hold',
    'return members.length === 1 && members[0] === owner;',
    'return members[0] === owner;',
  ),
  routes(
    'routes are those of the first request',
    'return varies ?',
    'return varies && this.#near.size > 99 ?',
  ),
  round('who has answered is asked again', 'if (answerOf(slot, member)) continue;', ''),
  round(
    'an entity is asked for in each place',
    'if (same) same.push(slot);',
    'if (same && slot.id === null) same.push(slot);',
  ),
  exchange(
    'one answer for one place',
    'for (const slot of slots) addAnswer(slot, answer);',
    "for (const slot of slots.slice(0, 1)) addAnswer(slot, answer);\n      for (const slot of slots.slice(1)) addAnswer(slot, { member, raw: null, failed: 'all' });",
  ),
  round('types of entities are one', 'fields.map(({ number }) => number)', 'fields.map(({ key }) => key)'),
  step(
    'no reference where the owner is away',
    'route.lookup === undefined ||',
    'route.lookup !== undefined ||',
  ),
  exchange(
    'a failure is an empty answer',
    "const nothing: Answer = { member, raw: null, failed: 'all' };",
    'const nothing: Answer = { member, raw: {}, failed: new Set() };',
  ),
  exchange('a failure is not reported', 'report.failed(member, failure, pathOf(place));', ''),
  step(
    'the shares of who is away are passed over',
    'for (const member of members) this.#missShares(slot, member);',
    '',
  ),
  silence('who is deaf is waited for again', "if (failure.code === 'SOURCE_TIMEOUT')", 'if (!failure)'),
  exchange(
    'a host whose source is deaf is waited for again',
    'if (silent) silence.note(member, silent);',
    '',
  ),
  exchange('an action is not sent to who was deaf', '&& !ask.roots.some(({ ids }) => ids)', ''),
  exchange('staleness is not noticed', 'this.#stale.add(member);', ''),
  step(
    'a source that is gone is passed over',
    'else this.#input.report.ownerless(this.rules.domain, id, pathOf(place));',
    '',
  ),
  step('nobody to ask is nothing missing', 'this.#input.report.incomplete([]);', 'void 0;'),
  step(
    'completeness is not noted',
    'if (lacking) this.#input.report.incomplete',
    'if (lacking && this.#open.length < 0) this.#input.report.incomplete',
  ),
  exchange(
    'errors of an answer are not passed on',
    'for (const error of errors) report.failed(member, error, pathOf(placeOf(error)));',
    '',
  ),
  exchange(
    'a root field that failed is null',
    'own(data, key) == null && errors.some(({ path }) => !path || path[0] === key)',
    'own(data, key) !== null && errors.length < 0',
  ),
  slot(
    'a share that failed is null',
    "if (failed === 'all' || failed.has(field.key))",
    'if (raw === undefined)',
  ),
  answers(
    'each field of a record is told of',
    'if (shared.length < fields.length) yield { slot, place: slot.place };',
    'for (const field of fields) yield { slot, place: below(slot.place, field.key) };',
  ),
  answers(
    'what is everybody’s is told of at the record',
    'for (const field of shared) yield { slot, place: below(slot.place, field.key) };',
    'if (shared.length > 0) yield { slot, place: slot.place };',
  ),

  // What is asked.
  memberField(
    'no ids of entities',
    "if (isEntity) nodes.push(plainField('id', ID));",
    'if (isEntity) void 0;',
  ),
  memberField(
    'no word on the completeness of values',
    "shape === 'OBJECT' && saysComplete",
    'saysComplete === null',
  ),
  memberField(
    'no word on the completeness of pages',
    "if (selection.saysComplete) nodes.push(plainField('complete', COMPLETE));",
    '',
  ),
  memberField(
    'no places where no edges are asked for',
    "if (!first) nodes.push(withSelections(plainField('edges', EDGES), withPlace([], null, keys)));",
    '',
  ),
  memberField('the first list of edges has no places', 'field === first ?', 'field === undefined ?'),
  edgeKeys('what an order goes by is not asked for', 'keys.filter(({ isAsked }) => !isAsked)', '[]'),
  reserved('ids under a name that clients use', "export const ID = '_t_id';", "export const ID = 'name';"),
  reserved(
    'union keys under the names of clients',
    'export const unionKey = (field: string): string => `_t_key_${field}`;',
    'export const unionKey = (field: string): string => field;',
  ),
  memberField('no union keys', 'const keys = (field.rule.unionKey ?? []).map(', 'const keys = [].map('),
  request(
    'every mutation asks for all ids',
    'values[idsName(index)] = ids;',
    'values[idsName(index)] = [...ids, ...ids];',
  ),
  request(
    'variables are not passed on',
    'if (Object.hasOwn(variables, name)) values[name] = variables[name];',
    '',
  ),
  request(
    'the second round of a mutation is a mutation',
    "ask.roots.length > 0 ? operation.operation : 'query'",
    'operation.operation',
  ),
  plan('what is not included is asked', "?.['if'] !== false;", "?.['if'] !== null;"),
  plan(
    'conditions are decided once',
    "(variables[name] === true ? '1' : '0')",
    "(variables === undefined ? name : '0')",
  ),

  // Mutations.
  results(
    'ids are not split',
    'const owner = ownerOf(members, id);\n    if (!owner) continue;',
    'const owner = members[0];\n    if (!owner) continue;',
  ),
  results(
    'rows of unknown ids are left out of the order',
    'next.set(owner, position + 1);',
    'next.set(owner, position);',
  ),
  results(
    'rows in the order of the answers',
    'const position = next.get(owner) ?? 0;',
    'const position = (split.get(owner)?.length ?? 1) - 1 - (next.get(owner) ?? 0);',
  ),
  results('what may have been done was not', "sent ? 'OUTCOME_UNKNOWN' : 'FAILED'", "'FAILED'"),
  results(
    'an unknown id was done',
    "{ id, status: 'FAILED', error: { code: 'NOT_FOUND', message } }",
    "{ id, status: 'APPLIED', error: null }",
  ),
  execute(
    'actions at the same time',
    "if (operation.operation !== 'mutation') return [fields];",
    'if (fields.length > 0) return [fields];',
  ),
  execute(
    'actions the other way round',
    'keys.indexOf(a.key) - keys.indexOf(b.key)',
    'keys.indexOf(b.key) - keys.indexOf(a.key)',
  ),

  // Domains, and what is told.
  plan(
    'conditions are turned round',
    "variables)?.['if'] === true) return false",
    "variables)?.['if'] !== true) return false",
  ),
  targets(
    'an entity is filled in one place',
    'if (same) same.targets.push(target);',
    'if (same) same.targets.push();',
  ),
  execute(
    'errors do not make an answer incomplete',
    'complete: report.complete && projected.errors.length === 0,',
    'complete: true,',
  ),
  targets(
    'no way into lists',
    '} else if (Array.isArray(value)) {',
    '} else if (Array.isArray(value) && n === 0) {',
  ),
  targets(
    'what a fetch brings replaces what is there',
    'if (present === undefined || present === null) target[key] = source[key];',
    'if (typeof source[key] !== "object") target[key] = source[key];',
  ),
  project(
    'names of the data are those of the client',
    'dataKey: dataKey(name, responseKey, scope.apart),',
    'dataKey: responseKey,',
  ),
  report(
    'an error for every place of a list',
    "path.filter((part) => typeof part === 'string').join('.')",
    "path.join('.')",
  ),
  report('one error per member', "${path.filter((part) => typeof part === 'string').join('.')}`;", '`;'),
  report(
    'a source that is gone is told of in every place',
    'const place = `${domain} ${source}`;',
    'const place = `${domain} ${id} ${path.join()}`;',
  ),
  report(
    'staleness is complete',
    'source.stale = true;\n      this.#complete = false;',
    'source.stale = true;',
  ),
];
