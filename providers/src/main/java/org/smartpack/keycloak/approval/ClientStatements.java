/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapper;

/** Brings a client's mappers and the approvals together, after the client was changed. */
final class ClientStatements {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final BooleanSupplier isByAdministrator;

    /** Changed by whoever is calling. */
    ClientStatements(KeycloakSession session, RealmModel realm) {
        this(session, realm, () -> RealmAdministrator.isCalling(session, realm));
    }

    /** @param isByAdministrator whether it was changed by somebody who may manage the realm */
    ClientStatements(KeycloakSession session, RealmModel realm, BooleanSupplier isByAdministrator) {
        this.session = session;
        this.realm = realm;
        this.isByAdministrator = isByAdministrator;
    }

    /**
     * Approves, or withdraws the approval of, what a realm administrator changed.
     *
     * @return what doesn't count, and why; empty if all is well
     */
    List<String> settle(ClientModel client) {
        List<String> problems = new ArrayList<>();
        mappers().forEach(mapper -> settle(mapper, client).ifPresent(problems::add));
        return problems;
    }

    private Optional<String> settle(ApprovedMapper mapper, ClientModel client) {
        Approvals approvals = Approvals.of(realm);
        Optional<Approval> approval = approvals.find(client.getId(), mapper.getId());
        if (approval.isPresent() && Approvals.isKept(approval.get(), client)) {
            return Optional.empty();
        }
        List<Map<String, String>> said = Approvals.statements(client, mapper.getId());
        if (said.isEmpty() && approval.isEmpty()) {
            return Optional.empty();
        }
        if (!isByAdministrator.getAsBoolean()) {
            approval.filter(any -> said.isEmpty()).map(Approval::asLost).ifPresent(approvals::store);
            return Optional.of(mapper.right());
        }
        if (said.isEmpty() && approval.get().lost()) {
            return Optional.of(
                    "The mapper \"" + mapper.getDisplayType()
                            + "\" was removed by somebody without the right: add it again, and then remove it if that is meant");
        }
        if (said.isEmpty()) {
            approvals.withdraw(client.getId(), mapper.getId());
            mapper.onWithdrawal(realm);
            return Optional.empty();
        }
        if (said.size() > 1) {
            return Optional.of("A client can have one mapper \"" + mapper.getDisplayType() + "\" only");
        }
        Optional<String> problem = mapper.check(session, realm, client, said.get(0));
        if (problem.isEmpty()) {
            approvals.approve(client, mapper.getId(), said.get(0));
            mapper.onApproval(realm);
        }
        return problem;
    }

    /** Why the client can't be as it is, whatever it says; empty for nearly every client. */
    Optional<String> objection(ClientModel client) {
        return mappers()
                .map(mapper -> mapper.objection(realm, client))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The client is gone. What somebody else than a realm administrator deleted leaves its approval: the realm stays governed. */
    void settleRemoval(ClientModel client) {
        mappers()
                .filter(mapper ->
                        Approvals.of(realm).find(client.getId(), mapper.getId()).isPresent())
                .filter(mapper -> isByAdministrator.getAsBoolean())
                .forEach(mapper -> {
                    Approvals.of(realm).withdraw(client.getId(), mapper.getId());
                    mapper.onWithdrawal(realm);
                });
    }

    private Stream<ApprovedMapper> mappers() {
        return session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(ProtocolMapper.class)
                .filter(ApprovedMapper.class::isInstance)
                .map(ApprovedMapper.class::cast);
    }
}
