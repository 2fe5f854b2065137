/**
 * What the gateway needs to merge, whatever the client asked or aliased: it is asked for under aliases that no client may use
 * (they begin with `_t_`), and does not reach the answer.
 */
export const ID = '_t_id';
export const EDGES = '_t_edges';
export const NODE = '_t_node';
export const CURSOR = '_t_cursor';
export const PAGE = '_t_page';
export const NEXT = '_t_next';
export const COMPLETE = '_t_complete';
export const TYPE = '_t_type';
export const unionKey = (field: string): string => `_t_key_${field}`;
export const orderKey = (field: string): string => `_t_order_${field}`;
