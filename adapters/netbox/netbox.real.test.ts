/** Against the real NetBox that lab/real/netbox.sh starts: NETBOX_URL, NETBOX_TOKEN. */
import { realNetwork } from '#lab/real/testing/dcim-network.ts';
import { realContract } from './testing/real-contract.ts';
import { realProduct } from './testing/real-product.ts';

realContract(
  realProduct('NETBOX'),
  {
    places: 'dcim/sites/',
    paths: [
      'dcim/sites/',
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
