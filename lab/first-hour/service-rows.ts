/** The rows of the first hour's database. It calls circuits and routers as the order desk writes them. */
import type { Tables } from '../estate/database.ts';

export const SERVICE_TABLES: Tables = {
  buyer: [
    { buyer_no: 1, buyer_name: 'Oresund Bank', class: 'A' },
    { buyer_no: 2, buyer_name: 'Kista Media', class: 'B' },
  ],
  product: [
    { product_no: 501, label: 'Bank Stockholm - Malmo', family: 'E-Line', status: 'live', buyer_no: 1 },
    { product_no: 502, label: 'Media feed south', family: 'E-Line', status: 'live', buyer_no: 2 },
    { product_no: 503, label: 'Bank backup', family: 'E-Line', status: 'ordered', buyer_no: 1 },
  ],
  product_route: [
    { product_no: 501, leg: 'main', circuit: 'bf-sto-mma-001', router: 'sto-pe1' },
    { product_no: 502, leg: 'main', circuit: 'BF-STO-MMA-001', router: 'sto-pe1' },
    { product_no: 503, leg: 'spare', circuit: 'BF-PLANNED', router: 'mma-pe1' },
  ],
};
