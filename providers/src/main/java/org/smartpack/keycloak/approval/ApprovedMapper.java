/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperContainerModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperConfigException;

import org.smartpack.keycloak.spi.SmartMapper;

/**
 * A mapper on a client that affects the whole realm. It counts only with the settings that a realm administrator (role
 * {@code manage-realm}) saved: in the console, through the admin REST API, by a partial import, or in a realm file.
 * What others write is refused where Keycloak asks the pack, and counts nowhere.
 */
public abstract class ApprovedMapper extends SmartMapper {

    private static final String RIGHT = "The mapper \"%s\" affects the whole realm: only a realm administrator (role"
            + " manage-realm) can add, change or remove it, or change the client id";

    /** Called for the console and the REST resource of mappers, before the mapper is saved. */
    @Override
    public final void validateConfig(
            KeycloakSession session,
            RealmModel realm,
            ProtocolMapperContainerModel container,
            ProtocolMapperModel mapper)
            throws ProtocolMapperConfigException {
        if (!(container instanceof ClientModel client)) {
            throw refused("Add \"" + getDisplayType()
                    + "\" to a client (Client scopes > dedicated scope), not to a client scope");
        }
        Map<String, String> config = Statement.withoutEmpty(mapper.getConfig());
        Optional<String> problem = RealmAdministrator.isCalling(session, realm)
                ? check(session, realm, client, config)
                : Optional.of(right());
        if (problem.isPresent()) {
            throw refused(problem.get());
        }
        List<Statement> before = Statement.of(client, getId());
        if (before.stream().anyMatch(other -> !other.mapper().equals(mapper.getId()))) {
            throw refused(onlyOne());
        }
        approve(
                session,
                realm,
                client,
                new Statement(mapper.getId(), config),
                before.isEmpty(),
                RealmAdministrator.describe(session, realm));
    }

    /** @param isFirst whether the client had no such mapper before this request, approved or not */
    final void approve(
            KeycloakSession session,
            RealmModel realm,
            ClientModel client,
            Statement statement,
            boolean isFirst,
            Optional<AuthDetails> by) {
        boolean isAdded = isFirst && !ClientStatements.isNew(session, client);
        Approvals.of(realm).approve(client, this, statement);
        session.getKeycloakSessionFactory().publish(new Approved(session, realm, client, getId(), isAdded, by));
    }

    /** The message for a caller who lacks the right. */
    final String right() {
        return String.format(RIGHT, getDisplayType());
    }

    /** The message for a client that has the mapper twice. */
    final String onlyOne() {
        return "A client can have only one mapper \"" + getDisplayType() + "\": remove the other one first";
    }

    /**
     * What is wrong with the settings, in plain English without apostrophes; empty if nothing is. Implementations must
     * look up other clients through {@link Approvals}, because a list of clients depends on who is asking.
     *
     * @param config without settings that have no value
     */
    protected abstract Optional<String> check(
            KeycloakSession session, RealmModel realm, ClientModel client, Map<String, String> config);

    /** Whether a client replaces a deleted one that had an approval. */
    protected boolean isHeir(ClientModel client, Approval orphan) {
        return orphan.clientId().equals(client.getClientId());
    }

    /**
     * The names by which tokens and other clients refer to the client because of this mapper. The realm remembers them
     * when they are gone.
     */
    protected Set<String> names(Approval approval) {
        return Set.of();
    }

    /** Called when a realm administrator has removed the mapper. */
    protected void onWithdrawal(RealmModel realm) {
        // Most leave nothing behind.
    }

    /**
     * Why a client, with or without the mapper, isn't allowed in this realm as it is; empty for nearly every client.
     */
    protected Optional<String> objection(RealmModel realm, ClientModel client) {
        return Optional.empty();
    }
}
