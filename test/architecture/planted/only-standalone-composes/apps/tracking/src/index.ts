export const tracking = 1;
