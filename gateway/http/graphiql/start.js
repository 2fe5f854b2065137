/* global React, ReactDOM, GraphiQL */
// The question that Tributary is for: which alarms are the worst, where, and who suffers?
const EXAMPLE = `# The worst open alarms, where they are, and whose services stand on what they hit.
# Ctrl-Space completes, Ctrl-Enter runs.
query WorstAlarms($first: Int = 10) {
  alarms(first: $first, orderBy: SEVERITY_DESC) {
    complete
    totalCount
    edges {
      node {
        id
        perceivedSeverity
        specificProblem
        alarmReportingTime
        alarmedObject {
          kind
          name
          region
          device {
            name
            equipment {
              vendor
              model
            }
          }
          site {
            name
          }
          services(first: 5) {
            edges {
              node {
                name
                operatingStatus
                customer {
                  name
                }
              }
            }
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`;

ReactDOM.createRoot(document.querySelector('#graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher: GraphiQL.createFetcher({ url: '/graphql' }),
    defaultQuery: EXAMPLE,
    defaultEditorToolsVisibility: true,
  }),
);
