export const calm = {
  name: 'calm',
  promise: 'Without any fault the checkers find nothing: what they find elsewhere is the fault.',
  seconds: 8,
  async run(world, _random, seconds) {
    await world.pause(seconds * 1_000);
  },
};
