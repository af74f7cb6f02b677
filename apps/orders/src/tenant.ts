/**
 * Whose rows these are. Until accounts exist there is one tenant; the column stands in every key
 * from the first table, because adding it to a key of millions of rows later is a rewrite.
 */
export const LOCAL_TENANT = 'local';
