import { describe, expect, test } from '@jest/globals';
import { deviceCalled, linkCalled, siteCalled } from '../network/find.ts';
import { impactOf } from '../network/impact.ts';
import { NETWORK, deviceOf } from '../network/network.ts';
import type { Condition } from './condition.ts';
import { symptomsOf } from './symptoms.ts';

const fibres = NETWORK.links.filter(({ kind }) => kind === 'fibre');

function told({ manager, on, text, parent }: Condition): string {
  return `${manager} ${on}: ${text}${parent ? ` <- ${parent.text}` : ''}`;
}

describe('of a cut fibre', () => {
  test('both ends complain, and every end of every line that rides on it', () => {
    for (const fibre of fibres) {
      const said = symptomsOf(NETWORK, { links: [fibre] });
      for (const link of impactOf(NETWORK, { links: [fibre] }).links)
        for (const end of [link.a, link.z])
          expect(said.some(({ on }) => on === deviceOf(end).key)).toBe(true);
      const roots = said.filter(({ circuit }) => circuit === fibre.circuit);
      expect(roots.map(({ on }) => on)).toEqual([fibre.a, fibre.z].map((port) => deviceOf(port).key));
      expect(roots.every(({ parent }) => parent === undefined)).toBe(true);
    }
  });

  test('what follows has a root at the same manager, where that one sees an end of the fibre', () => {
    for (const fibre of fibres) {
      const said = symptomsOf(NETWORK, { links: [fibre] });
      const seers = new Set([fibre.a, fibre.z].map((port) => deviceOf(port).site.manager));
      for (const { manager, parent, circuit } of said.filter((one) => one.circuit !== fibre.circuit)) {
        expect([circuit, parent?.manager]).toEqual([circuit, seers.has(manager) ? manager : undefined]);
        expect(parent === undefined || said.includes(parent)).toBe(true);
      }
    }
  });

  test('from Frankfurt to Amsterdam', () => {
    const said = symptomsOf(NETWORK, { links: [linkCalled(NETWORK, 'FO/FRA-AMS/001')] });
    expect(said.map(told)).toMatchInlineSnapshot(`
     [
       "east FRA-WDM1: No light from Amsterdam",
       "west AMS-WDM1: No light from Frankfurt am Main",
       "east FRA-WDM1: Multiplex section to Amsterdam carries nothing <- No light from Amsterdam",
       "west AMS-WDM1: Multiplex section to Frankfurt am Main carries nothing <- No light from Frankfurt am Main",
       "east FRA-WDM1: Channel OCH/FRA-AMS/001 to Amsterdam is lost <- No light from Amsterdam",
       "west AMS-WDM1: Channel OCH/FRA-AMS/001 to Frankfurt am Main is lost <- No light from Frankfurt am Main",
       "east FRA-WDM1: Channel OCH/FRA-AMS/002 to Amsterdam is lost <- No light from Amsterdam",
       "west AMS-WDM1: Channel OCH/FRA-AMS/002 to Frankfurt am Main is lost <- No light from Frankfurt am Main",
       "east FRA-WDM1: Channel OCH/FRA-LON/001 to London is lost <- No light from Amsterdam",
       "west LON-WDM1: Channel OCH/FRA-LON/001 to Frankfurt am Main is lost <- No light from Frankfurt am Main",
       "east ZAG-WDM1: Channel OCH/ZAG-BRU/001 to Bruxelles is lost <- No light from Amsterdam",
       "west BRU-WDM1: Channel OCH/ZAG-BRU/001 to Zagreb is lost <- No light from Frankfurt am Main",
       "east FRA-CR1: Trunk to Amsterdam is down <- No light from Amsterdam",
       "east FRA-CR1: Interface is down <- No light from Amsterdam",
       "west AMS-CR1: Trunk to Frankfurt am Main is down <- No light from Frankfurt am Main",
       "west AMS-CR1: Interface is down <- No light from Frankfurt am Main",
       "east FRA-CR2: Trunk to Amsterdam is down <- No light from Amsterdam",
       "east FRA-CR2: Interface is down <- No light from Amsterdam",
       "west AMS-CR2: Trunk to Frankfurt am Main is down <- No light from Frankfurt am Main",
       "west AMS-CR2: Interface is down <- No light from Frankfurt am Main",
       "east FRA-CR2: Trunk to London is down <- No light from Amsterdam",
       "east FRA-CR2: Interface is down <- No light from Amsterdam",
       "west LON-CR2: Trunk to Frankfurt am Main is down <- No light from Frankfurt am Main",
       "west LON-CR2: Interface is down <- No light from Frankfurt am Main",
     ]
    `);
  });
});

test('a site without power: its guard says so, the rest is silent, the far ends see no light', () => {
  const said = symptomsOf(NETWORK, { sites: [siteCalled(NETWORK, 'TLS')] });
  expect(said.map(told)).toMatchInlineSnapshot(`
   [
     "west TLS-WDM1: Mains and battery have failed",
     "west TLS-ER1: Does not answer <- Mains and battery have failed",
     "west TLS-AG1: Does not answer <- Mains and battery have failed",
     "west TLS-WDM1: Does not answer <- Mains and battery have failed",
     "west TLS-OLT1: Does not answer <- Mains and battery have failed",
     "west TLS-OLT2: Does not answer <- Mains and battery have failed",
     "west TLS-OLT3: Does not answer <- Mains and battery have failed",
     "west TLS-BTS1: Does not answer <- Mains and battery have failed",
     "west TLS-BTS2: Does not answer <- Mains and battery have failed",
     "west TLS-BTS3: Does not answer <- Mains and battery have failed",
     "west BOD-WDM1: No light from Toulouse <- Mains and battery have failed",
     "west BCN-WDM1: No light from Toulouse <- Mains and battery have failed",
     "west BOD-WDM1: Multiplex section to Toulouse carries nothing <- Mains and battery have failed",
     "west BCN-WDM1: Multiplex section to Toulouse carries nothing <- Mains and battery have failed",
     "west BOD-WDM1: Channel OCH/BOD-BCN/001 to Barcelona is lost <- Mains and battery have failed",
     "west BCN-WDM1: Channel OCH/BOD-BCN/001 to Bordeaux is lost <- Mains and battery have failed",
     "west BCN-WDM1: Channel OCH/TLS-BCN/001 to Toulouse is lost <- Mains and battery have failed",
     "west PAR-WDM1: Channel OCH/TLS-PAR/001 to Toulouse is lost <- Mains and battery have failed",
     "west BOD-WDM1: Channel OCH/BOD-TLS/001 to Toulouse is lost <- Mains and battery have failed",
     "west BCN-WDM1: Channel OCH/BCN-OSL/001 to Oslo is lost <- Mains and battery have failed",
     "west OSL-WDM1: Channel OCH/BCN-OSL/001 to Barcelona is lost <- Mains and battery have failed",
     "west BCN-WDM1: Channel OCH/BCN-MIL/002 to Milano is lost <- Mains and battery have failed",
     "west MIL-WDM1: Channel OCH/BCN-MIL/002 to Barcelona is lost <- Mains and battery have failed",
     "west MAD-WDM1: Channel OCH/TLS-MAD/001 to Toulouse is lost <- Mains and battery have failed",
     "west MAD-WDM1: Channel OCH/TLS-MAD/002 to Toulouse is lost <- Mains and battery have failed",
     "west BCN-WDM1: Channel OCH/BCN-PAR/001 to Paris is lost <- Mains and battery have failed",
     "west PAR-WDM1: Channel OCH/BCN-PAR/001 to Barcelona is lost <- Mains and battery have failed",
     "east PRG-WDM1: Channel OCH/TLS-PRG/001 to Toulouse is lost",
     "west BCN-WDM1: Channel OCH/BCN-BOD/001 to Bordeaux is lost <- Mains and battery have failed",
     "west BOD-WDM1: Channel OCH/BCN-BOD/001 to Barcelona is lost <- Mains and battery have failed",
     "west ROM-WDM1: Channel OCH/ROM-BCN/002 to Barcelona is lost <- Mains and battery have failed",
     "west BCN-WDM1: Channel OCH/ROM-BCN/002 to Roma is lost <- Mains and battery have failed",
     "west BOD-ER1: Interface is down <- Mains and battery have failed",
     "west BCN-CR1: Interface is down <- Mains and battery have failed",
     "west BCN-CR1: Interface is down <- Mains and battery have failed",
     "west PAR-CR2: Interface is down <- Mains and battery have failed",
   ]
  `);
});

test('a card: what ends on it is gone at the far ends too', () => {
  const [card] = deviceCalled(NETWORK, 'OSL-CR1').cards;
  expect(symptomsOf(NETWORK, { cards: card ? [card] : [] }).map(told)).toMatchInlineSnapshot(`
   [
     "west OSL-CR1: Card 0 (LC480) has failed",
     "east CPH-CR1: Trunk to Oslo is down",
     "east CPH-CR1: Interface is down",
     "west OSL-CR1: Trunk to København is down <- Card 0 (LC480) has failed",
     "west OSL-CR1: Interface is down <- Card 0 (LC480) has failed",
     "west OSL-CR1: Trunk to Stockholm is down <- Card 0 (LC480) has failed",
     "west OSL-CR1: Interface is down <- Card 0 (LC480) has failed",
     "east STO-CR1: Trunk to Oslo is down",
     "east STO-CR1: Interface is down",
     "west OSL-ER1: Interface is down <- Card 0 (LC480) has failed",
     "west OSL-CR1: Interface is down <- Card 0 (LC480) has failed",
     "west OSL-ER2: Interface is down <- Card 0 (LC480) has failed",
     "west OSL-CR1: Interface is down <- Card 0 (LC480) has failed",
     "east STO-ER1: Interface is down",
     "west OSL-CR1: Interface is down <- Card 0 (LC480) has failed",
     "east STO-ER2: Interface is down",
     "west OSL-CR1: Interface is down <- Card 0 (LC480) has failed",
   ]
  `);
});

test('nothing is wrong, nothing is said', () => {
  expect(symptomsOf(NETWORK, {})).toEqual([]);
});
