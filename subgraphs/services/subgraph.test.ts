import { expect, test } from '@jest/globals';
import { memberOf } from '../testing/memory-adapter.ts';

test('the customers of many services are one call; that of another source is its id', async () => {
  const { ask, counts } = memberOf('crm', 'services');
  const { data, errors } = await ask('{ services { edges { node { id customer { id name } } } } }');
  expect(errors).toBeUndefined();
  expect(data?.['services']).toEqual({
    edges: [
      { node: { id: 'crm/s1', customer: { id: 'crm/c1', name: 'Bank' } } },
      { node: { id: 'crm/s2', customer: { id: 'crm/c1', name: 'Bank' } } },
      { node: { id: 'crm/s3', customer: { id: 'other/c9', name: null } } },
    ],
  });
  expect(counts()).toEqual({ services: 1, customersByIds: 1 });
});

test('every connection of a service', async () => {
  const { ask } = memberOf('crm', 'services');
  const { data, errors } = await ask(
    `{ service(id: "crm/s1") {
        supportingServices { edges { node { name } } }
        dependentServices { totalCount }
        supportingResources { totalCount edges { role protectionGroup node { id services { edges { node { name } } } } } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data?.['service']).toEqual({
    supportingServices: { edges: [{ node: { name: 'SVC 2' } }] },
    dependentServices: { totalCount: 0 },
    supportingResources: {
      totalCount: 2,
      edges: [
        {
          role: 'WORKING',
          protectionGroup: '1',
          node: { id: 'inv/link.a1', services: { edges: [{ node: { name: 'SVC 1' } }] } },
        },
        { role: 'PROTECTION', protectionGroup: '1', node: null },
      ],
    },
  });
});

test('of a service of another source only its dependents are told: a share of them may be here', async () => {
  const { ask, counts } = memberOf('crm', 'services');
  const { data, errors } = await ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Service {
       id name supportingServices { complete } supportingResources { complete } dependentServices { totalCount } } } }`,
    { r: [{ __typename: 'Service', id: 'other/s1' }] },
  );
  expect(errors).toBeUndefined();
  expect(data?.['_entities']).toEqual([
    {
      id: 'other/s1',
      name: null,
      supportingServices: null,
      supportingResources: null,
      dependentServices: { totalCount: 0 },
    },
  ]);
  expect(counts()).toEqual({ dependentServices: 1 });
});

test('customers and resources are answered whoever minted them', async () => {
  const { ask, counts } = memberOf('crm', 'services');
  const { data, errors } = await ask(
    `query ($r: [_Any!]!) {
       _entities(representations: $r) {
         ... on Customer { id tier services { totalCount } }
         ... on Resource { id services(scope: SELF) { totalCount } } }
       customer(id: "crm/c1") { name } customers { totalCount } services(first: 2) { pageInfo { hasNextPage } } }`,
    {
      r: [
        { __typename: 'Customer', id: 'other/c9' },
        { __typename: 'Resource', id: 'inv/link.a1' },
        { __typename: 'Customer', id: 'crm/c1' },
      ],
    },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    _entities: [
      { id: 'other/c9', tier: null, services: { totalCount: 1 } },
      { id: 'inv/link.a1', services: { totalCount: 1 } },
      { id: 'crm/c1', tier: 'gold', services: { totalCount: 2 } },
    ],
    customer: { name: 'Bank' },
    customers: { totalCount: 1 },
    services: { pageInfo: { hasNextPage: true } },
  });
  expect(counts()).toEqual({
    servicesOfCustomers: 1,
    servicesOfResources: 1,
    customersByIds: 1,
    customers: 1,
    services: 1,
  });
});
