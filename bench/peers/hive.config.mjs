/** What of Hive Gateway is not as it comes: with COALESCE=0 no two requests share an answer, with COALESCE=1 they do wherever they can. */
const coalesce = process.env.COALESCE === '1';

export const gatewayConfig = {
  inboundInflightRequestDeduplication: coalesce,
  transportEntries: { '*': { options: { deduplicateInflightRequests: coalesce } } },
};
