/** @apollo/gateway without its telemetry: it reports home unless told not to before it loads. */
process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

export const { ApolloGateway } = await import('@apollo/gateway');
