/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.protocol.ProtocolMapper;

/**
 * Reconciles a client's mappers with the approvals after the client was changed. What a request itself changes is
 * attributed to its caller; what was there before stays as it was, approved or not. So a realm administrator who saves
 * a client for another reason neither approves what others left on it, nor withdraws what others removed.
 */
final class ClientStatements {

    private static final String BEFORE = ClientStatements.class.getName() + ":before:";
    private static final String CREATED = ClientStatements.class.getName() + ":created:";
    private static final String REMOVED = ClientStatements.class.getName() + ":removed:";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final Approvals approvals;
    private final Optional<AuthDetails> cause;

    /** For changes made by the caller of the request. */
    ClientStatements(KeycloakSession session, RealmModel realm) {
        this(session, realm, Optional.empty());
    }

    /** @param cause the administrator whom Keycloak's event names, in case the session doesn't know the caller */
    ClientStatements(KeycloakSession session, RealmModel realm, Optional<AuthDetails> cause) {
        this.session = session;
        this.realm = realm;
        this.approvals = Approvals.of(realm);
        this.cause = cause;
    }

    private boolean isByAdministrator() {
        return RealmAdministrator.isCalling(session, realm)
                || cause.filter(details -> RealmAdministrator.isCausing(details, session, realm))
                        .isPresent();
    }

    /** Marks a client as created in this request, so that it has no statements yet. */
    static void begin(KeycloakSession session, ClientModel client) {
        session.setAttribute(BEFORE + client.getId(), true);
        session.setAttribute(CREATED + client.getId(), true);
    }

    /** Whether a client is created in this request. */
    static boolean isNew(KeycloakSession session, ClientModel client) {
        return session.getAttribute(CREATED + client.getId()) != null;
    }

    /** Remembers the client's statements before this request changes its mappers. A new client has none. */
    void remember(ClientModel client) {
        if (session.getAttribute(BEFORE + client.getId()) == null) {
            session.setAttribute(BEFORE + client.getId(), true);
            mappers()
                    .forEach(mapper -> session.setAttribute(
                            key(client, mapper), new Said(Statement.configs(client, mapper.getId()))));
        }
    }

    /**
     * What is wrong with a client that is created in this request, whoever creates it: it would be of no use as it is.
     */
    Optional<String> fault(ClientModel client) {
        return mappers()
                .filter(mapper -> before(client, mapper, Statement.configs(client, mapper.getId()))
                        .isEmpty())
                .map(mapper -> fault(client, mapper))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> fault(ClientModel client, ApprovedMapper mapper) {
        List<Map<String, String>> said = Statement.configs(client, mapper.getId());
        if (said.size() > 1) {
            return Optional.of(mapper.onlyOne());
        }
        return said.stream()
                .map(config -> mapper.check(session, realm, client, config))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Approves what a realm administrator added or changed, and withdraws the approval of what was removed.
     *
     * @return why changes don't count; empty if all of them do
     */
    List<String> settle(ClientModel client) {
        List<String> problems = new ArrayList<>();
        mappers().forEach(mapper -> settle(mapper, client).ifPresent(problems::add));
        return problems;
    }

    private Optional<String> settle(ApprovedMapper mapper, ClientModel client) {
        Optional<Approval> approval = approvals.find(client.getId(), mapper.getId());
        List<Statement> now = Statement.of(client, mapper.getId());
        if (approval.filter(kept -> kept.isKeptBy(client)).isPresent()) {
            nameMapper(approval.get(), now.get(0));
            return Optional.empty();
        }
        approval.filter(was ->
                        now.stream().noneMatch(statement -> statement.mapper().equals(was.mapper())))
                .ifPresent(this::forgetMapper);
        List<Map<String, String>> said = now.stream().map(Statement::config).toList();
        boolean isRenamed = approval.filter(was -> !was.clientId().equals(client.getClientId()))
                .filter(was -> said.equals(List.of(was.config())))
                .isPresent();
        List<Map<String, String>> before = before(client, mapper, said);
        if (!isRenamed && said.equals(before)) {
            return Optional.empty();
        }
        if (!isByAdministrator()) {
            return Optional.of(mapper.right());
        }
        if (now.isEmpty()) {
            approval.filter(was -> before.equals(List.of(was.config())))
                    .ifPresent(was -> withdraw(mapper, client.getId()));
            return Optional.empty();
        }
        if (now.size() > 1) {
            return Optional.of(mapper.onlyOne());
        }
        Optional<String> problem = mapper.check(session, realm, client, said.get(0));
        if (problem.isEmpty()) {
            mapper.approve(
                    session,
                    realm,
                    client,
                    now.get(0),
                    before.isEmpty(),
                    RealmAdministrator.describe(session, realm).or(() -> cause));
        }
        return problem;
    }

    /** In the console's request the mapper doesn't have its id yet. */
    private void nameMapper(Approval approval, Statement statement) {
        if (!approval.mapper().equals(statement.mapper())) {
            rename(approval, statement.mapper());
        }
    }

    /** The mapper is gone or has another type now. Removing what later has its id must not withdraw this approval. */
    private void forgetMapper(Approval approval) {
        if (!approval.mapper().isEmpty()) {
            rename(approval, "");
        }
    }

    /**
     * Anybody who manages clients can cause this, so it must not bring old settings back: another node can have
     * approved others of which this node's cache doesn't know yet.
     */
    private void rename(Approval approval, String mapper) {
        RealmModel stored = session.getProvider(RealmProvider.class).getRealm(realm.getId());
        if (stored != null
                && Approvals.of(stored).find(approval.client(), approval.type()).equals(Optional.of(approval))) {
            approvals.store(approval.by(mapper));
        }
    }

    private List<Map<String, String>> before(
            ClientModel client, ApprovedMapper mapper, List<Map<String, String>> unchanged) {
        if (session.getAttribute(BEFORE + client.getId()) == null) {
            return unchanged;
        }
        Said said = session.getAttribute(key(client, mapper), Said.class);
        return said == null ? List.of() : said.configs();
    }

    /** Handles the removal of a single mapper, approved or not. */
    void settleRemovedMapper(ClientModel client, String mapperId) {
        mappers().forEach(mapper -> approvals
                .find(client.getId(), mapper.getId())
                .filter(approval -> approval.mapper().equals(mapperId))
                .filter(approval -> Statement.of(client, mapper.getId()).isEmpty())
                .ifPresent(approval -> {
                    if (isByAdministrator()) {
                        withdraw(mapper, client.getId());
                    } else {
                        forgetMapper(approval);
                    }
                }));
    }

    /**
     * Handles the deletion of the client. If it wasn't a realm administrator who deleted it, its approval remains and
     * the realm stays governed.
     */
    void settleRemoval(ClientModel client) {
        session.setAttribute(REMOVED + client.getId(), true);
        mappers()
                .filter(mapper -> approvals.has(client, mapper.getId()))
                .filter(mapper -> isByAdministrator())
                .forEach(mapper -> withdraw(mapper, client.getId()));
    }

    /**
     * Why the client isn't allowed as it is, whatever its statements are; empty for nearly every client. A client must
     * not take the client id of a deleted client that had an approval, because it would be mistaken for that client.
     */
    Optional<String> objection(ClientModel client) {
        Optional<String> ofMapper = mappers()
                .map(mapper -> mapper.objection(realm, client))
                .flatMap(Optional::stream)
                .findFirst();
        return ofMapper.isPresent()
                ? ofMapper
                : mappers()
                        .filter(mapper -> isHeir(client, mapper))
                        .filter(mapper -> !isByAdministrator())
                        .map(ApprovedMapper::right)
                        .findFirst();
    }

    private boolean isHeir(ClientModel client, ApprovedMapper mapper) {
        return approvals.all(mapper.getId()).stream()
                .filter(approval -> approval.clientId().equals(client.getClientId()))
                .filter(approval -> !approval.client().equals(client.getId()))
                // A partial import, which only realm administrators can do, overwrites a client by deleting it first.
                .filter(approval -> session.getAttribute(REMOVED + approval.client()) == null)
                .anyMatch(approvals::isOrphan);
    }

    private void withdraw(ApprovedMapper mapper, String client) {
        approvals.withdraw(client, mapper);
        mapper.onWithdrawal(realm);
    }

    private Stream<ApprovedMapper> mappers() {
        return session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(ProtocolMapper.class)
                .filter(ApprovedMapper.class::isInstance)
                .map(ApprovedMapper.class::cast);
    }

    private static String key(ClientModel client, ApprovedMapper mapper) {
        return BEFORE + client.getId() + ":" + mapper.getId();
    }

    private record Said(List<Map<String, String>> configs) {}
}
