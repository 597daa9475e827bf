package dev.trestle.bench;

import java.util.List;

/**
 * Everything one run measured.
 *
 * @param floor rounds before and after the platform ran
 * @param intake rounds of new admissions over 16 connections
 * @param mix rounds of the simulated hospitals' feeds
 * @param loadAfter load average when all was over
 */
record Measured(
    Machine machine,
    List<FloorStore.Round> floor,
    List<Feed.Round> intake,
    List<Feed.Round> mix,
    List<TranslationSpeed.Result> translation,
    HotSpots.Spots spots,
    String loadAfter) {}
