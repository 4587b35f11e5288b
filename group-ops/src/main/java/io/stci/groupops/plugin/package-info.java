/**
 * Filters of a tool's own, from a jar: {@link io.stci.groupops.plugin.FilterJar} turns its bytes into providers whose every call
 * is held to a {@link io.stci.groupops.plugin.Budget}.
 *
 * <p>This protects a node against mistakes - a loop without end, a list that grows for ever, an exception - and is no sandbox:
 * who means harm gets past it. Take jars only from who may run programs on these hosts anyway.
 */
package io.stci.groupops.plugin;
