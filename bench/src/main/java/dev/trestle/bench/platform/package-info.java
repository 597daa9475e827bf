/**
 * The platform as a process of its own, so that its processor time and memory can be told from
 * those of whoever sends and asks: {@link dev.trestle.bench.platform.MeasuredPlatform} runs in it,
 * {@link dev.trestle.bench.platform.PlatformProcess} is the handle of it.
 */
@NullMarked
package dev.trestle.bench.platform;

import org.jspecify.annotations.NullMarked;
