/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.benchmarks.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.smartpack.keycloak.benchmarks.rows.RowResult;
import org.smartpack.keycloak.benchmarks.server.Profile;

import static org.smartpack.keycloak.benchmarks.report.Table.number;

/** The table of where the server with the pack spends its time. */
final class ProfileTable {

    private static final int SHOWN = 4;

    private ProfileTable() {}

    static String of(List<RowResult> rows) {
        Table table = new Table(
                "row",
                "contestant",
                "in the pack",
                "under the pack",
                "samples",
                "deoptimizations",
                "the pack's methods",
                "top of the stack");
        for (RowResult row : rows) {
            for (Map.Entry<String, Profile> entry : row.profiles().entrySet()) {
                Profile profile = entry.getValue();
                table.row(
                        row.title(),
                        entry.getKey(),
                        share(profile.inPack(), profile),
                        share(profile.underPack(), profile),
                        String.valueOf(profile.samples()),
                        String.valueOf(profile.deoptimizations()),
                        methods(profile.packMethods(), profile),
                        methods(profile.topMethods(), profile));
            }
        }
        return table.toString();
    }

    private static String methods(List<Profile.Hit> hits, Profile profile) {
        return hits.stream()
                .limit(SHOWN)
                .map(hit -> "`" + hit.method() + "` " + share(hit.samples(), profile))
                .collect(Collectors.joining("<br>"));
    }

    private static String share(long samples, Profile profile) {
        return profile.samples() == 0 ? "" : number(100.0 * samples / profile.samples(), 1) + " %";
    }
}
