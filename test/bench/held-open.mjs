/** A service's rows that stay open until `done`, for the product's own reads and use cases. */
export function heldOpen(withDatabase, service) {
  return new Promise((resolve, reject) => {
    const closed = withDatabase(service, (db) => {
      return new Promise((finish) => {
        const done = () => {
          finish();
          return closed;
        };
        resolve({ db, done });
      });
    });
    closed.catch(reject);
  });
}
