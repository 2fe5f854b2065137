/**
 * Looks through a document's signs before it is parsed: parsing goes as deep as the document is nested, and validation compares what
 * stands side by side.
 */
import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { type OperationLimits, refuse, refuseBeyond } from './limits.ts';

/** Inline fragments nest without being fields, and so do values. */
const NESTING_FOR_DEPTH = 15;

/** @throws RequestError where a limit is exceeded; where it is no GraphQL, that is left to the parser. */
export function scanDocument(text: string, limits: OperationLimits): void {
  const lexer = new Lexer(new Source(text));
  const maxNesting = limits.maxDepth + NESTING_FOR_DEPTH;
  let tokens = 0;
  let nesting = 0;
  /** Within parentheses a colon gives an argument its value; elsewhere it gives a field another name. */
  let parentheses = 0;
  let aliases = 0;
  let directives = 0;
  let definitions = 0;
  for (;;) {
    const kind = nextKind(lexer);
    if (kind === TokenKind.EOF) break;
    tokens += 1;
    if (tokens > limits.maxTokens)
      refuse(
        'TOO_MANY_TOKENS',
        `A document must have at most ${limits.maxTokens} tokens, but this one has more.`,
      );
    switch (kind) {
      case TokenKind.BRACE_L:
      case TokenKind.BRACKET_L:
        nesting += 1;
        if (nesting > maxNesting)
          refuse(
            'TOO_DEEP',
            `A document must be nested at most ${maxNesting} levels deep, but this one is deeper.`,
          );
        break;
      case TokenKind.BRACE_R:
      case TokenKind.BRACKET_R:
        nesting -= 1;
        if (nesting === 0 && parentheses === 0) definitions += 1;
        break;
      case TokenKind.PAREN_L:
        parentheses += 1;
        break;
      case TokenKind.PAREN_R:
        parentheses -= 1;
        break;
      case TokenKind.COLON:
        if (parentheses === 0) aliases += 1;
        break;
      case TokenKind.AT:
        directives += 1;
        break;
      default:
    }
  }
  refuseBeyond('TOO_MANY_ALIASES', 'A document must have aliases,', limits.maxAliases, aliases);
  refuseBeyond('TOO_MANY_DIRECTIVES', 'A document must have directives,', limits.maxDirectives, directives);
  refuseBeyond(
    'TOO_MANY_DEFINITIONS',
    'A document must have definitions,',
    limits.maxDefinitions,
    definitions,
  );
}

function nextKind(lexer: Lexer): TokenKind {
  try {
    return lexer.advance().kind;
  } catch (error) {
    if (error instanceof GraphQLError) return TokenKind.EOF;
    throw error;
  }
}
