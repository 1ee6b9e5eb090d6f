/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.check.rule;

import java.util.stream.Stream;

import org.smartpack.keycloak.check.Advice;
import org.smartpack.keycloak.check.CheckedApproval;
import org.smartpack.keycloak.check.CheckedRealm;
import org.smartpack.keycloak.check.Finding;
import org.smartpack.keycloak.check.RealmRule;
import org.smartpack.keycloak.check.Severity;

/** An approval whose client is gone. */
final class OrphanedApproval implements RealmRule {

    private static final Advice ADVICE = new Advice(
            "approval-orphaned",
            Severity.ERROR,
            "As a realm administrator, create a client with this id and the mapper again. If it is no "
                    + "longer needed, delete that client as a realm administrator.",
            "Clients > Create client");

    @Override
    public Advice advice() {
        return ADVICE;
    }

    @Override
    public Stream<Finding> breaches(CheckedRealm realm) {
        return realm.approvals().stream()
                .filter(CheckedApproval::isOrphan)
                .map(approval -> Finding.ofRealm("Client " + approval.clientId() + " with the mapper \""
                        + approval.title()
                        + "\" was deleted by somebody who isn't a realm administrator. What the mapper said of the"
                        + " realm still holds"));
    }
}
