package io.stci.architecture.broken.stray;

/** Lies in a package that the table of layers doesn't have. */
final class Stray {}
