/** Against the real Nautobot that lab/real/nautobot.sh starts: NAUTOBOT_URL, NAUTOBOT_TOKEN. */
import { realNetwork } from '#lab/real/testing/dcim-network.ts';
import { realContract } from './testing/real-contract.ts';
import { realProduct } from './testing/real-product.ts';

realContract(
  realProduct('NAUTOBOT'),
  {
    places: 'dcim/locations/',
    paths: [
      'dcim/locations/',
      'dcim/devices/',
      'dcim/modules/',
      'dcim/interfaces/',
      'dcim/cables/',
      'circuits/circuits/',
      'virtualization/virtual-machines/',
      'virtualization/interfaces/',
    ],
  },
  realNetwork(),
);
