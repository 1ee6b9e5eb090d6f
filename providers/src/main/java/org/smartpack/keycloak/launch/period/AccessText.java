/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.period;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.smartpack.keycloak.launch.AccessPeriod;

/**
 * What a page says about the length of access; for the template.
 *
 * @param isOffline whether the access goes on when the user has signed out
 * @param most how long at most; empty if there is no limit
 * @param idle how long the app may leave it unused; empty if that is no shorter than the rest
 * @param choices what the user can choose from; empty if there is nothing to choose
 */
public record AccessText(
        boolean isOffline, Optional<SpokenTime> most, Optional<SpokenTime> idle, List<Choice> choices) {

    /**
     * One choice.
     *
     * @param value of the form's field
     * @param isTicked whether it is proposed: what was chosen before on this page, else the shortest
     */
    public record Choice(String value, SpokenTime time, boolean isTicked) {}

    static AccessText of(AccessLimit limit, List<AccessPeriod> offered, Optional<AccessPeriod> chosen) {
        AccessPeriod ticked =
                chosen.filter(offered::contains).orElseGet(() -> offered.isEmpty() ? null : offered.get(0));
        OptionalLong longest = offered.isEmpty()
                ? limit.seconds()
                : OptionalLong.of(offered.get(offered.size() - 1).seconds());
        boolean idleCounts = longest.isEmpty() || limit.idleSeconds() < longest.getAsLong();
        return new AccessText(
                limit.isOffline(),
                limit.seconds().isEmpty()
                        ? Optional.empty()
                        : Optional.of(SpokenTime.of(limit.seconds().getAsLong())),
                idleCounts ? Optional.of(SpokenTime.of(limit.idleSeconds())) : Optional.empty(),
                offered.stream()
                        .map(period -> new Choice(period.toString(), SpokenTime.of(period), period.equals(ticked)))
                        .toList());
    }
}
