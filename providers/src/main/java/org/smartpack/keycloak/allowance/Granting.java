/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.allowance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.keycloak.models.ClientScopeModel;

import org.smartpack.keycloak.scope.Negotiation;
import org.smartpack.keycloak.scope.ResourceScope;
import org.smartpack.keycloak.scope.ScopeRules;
import org.smartpack.keycloak.scope.ScopeSet;
import org.smartpack.keycloak.scope.Work;

/** Grants scopes under allowances, within the work that one request may cost. */
final class Granting {

    private final Function<List<Allowance>, AllowanceIndex> indexing;
    private final Optional<OriginalGrant> consented;
    private final Work work;
    private final List<ScopeDecision.Granted> granted = new ArrayList<>();
    private boolean tooLarge;

    /**
     * The result of granting.
     *
     * @param granted what is granted, in the order of the request
     * @param tooLarge whether nothing is granted because it would be too long or take too much work
     */
    record Result(List<ScopeDecision.Granted> granted, boolean tooLarge) {
        Result {
            granted = List.copyOf(granted);
        }
    }

    private Granting(Function<List<Allowance>, AllowanceIndex> indexing, Optional<OriginalGrant> consented, Work work) {
        this.indexing = indexing;
        this.consented = consented;
        this.work = work;
    }

    /**
     * Grants what is wanted, as far as the allowances and limits reach.
     *
     * @param indexing finds or makes an index of some of the allowances
     * @param ceiling an existing grant, which is a further limit
     * @param consented the grant that the user consented to before
     */
    static Result of(
            List<ResourceScope> wanted,
            List<Allowance> allowances,
            Function<List<Allowance>, AllowanceIndex> indexing,
            Optional<OriginalGrant> ceiling,
            Optional<OriginalGrant> consented,
            Work work) {
        Granting granting = new Granting(indexing, consented, work);
        try {
            granting.grant(wanted, allowances, ceiling);
        } catch (Work.TooMuch tooMuch) {
            granting.tooLarge = true;
        }
        return granting.tooLarge ? new Result(List.of(), true) : new Result(withAllModels(granting.granted), false);
    }

    private void grant(List<ResourceScope> wanted, List<Allowance> allowances, Optional<OriginalGrant> ceiling) {
        List<ResourceScope> within =
                ceiling.map(grant -> negotiate(wanted, grant.set())).orElse(wanted);
        // The user may not be known yet. What depends on a role is granted apart from the rest. It can then be removed
        // alone if the user turns out not to have the role, and consent is looked up for the same pieces before and
        // after.
        List<Allowance> open = new ArrayList<>();
        List<Allowance> tied = new ArrayList<>();
        allowances.forEach(allowance -> (allowance.isTiedToRoles() ? tied : open).add(allowance));
        List<ResourceScope> pieces = add(within, new AllowanceSet(open, indexing));
        if (tied.isEmpty()) {
            return;
        }
        ScopeSet covered = ScopeSet.of(pieces);
        List<ResourceScope> rest =
                within.stream().filter(scope -> !covered.covers(scope, work)).toList();
        tied.forEach(allowance -> add(rest, new AllowanceSet(List.of(allowance), indexing)));
    }

    private List<ResourceScope> add(List<ResourceScope> wanted, AllowanceSet allowances) {
        List<ResourceScope> pieces = negotiate(wanted, allowances.scopes());
        for (ResourceScope piece : pieces) {
            ResourceScope agreed =
                    consented.map(grant -> grant.consentedFor(piece, work)).orElse(piece);
            Set<ClientScopeModel> models = new LinkedHashSet<>(allowances.behind(agreed, work));
            if (!agreed.equals(piece)) {
                models.addAll(allowances.behind(piece, work));
            }
            granted.add(new ScopeDecision.Granted(List.copyOf(models), piece.spelling(), agreed.spelling()));
        }
        return pieces;
    }

    private List<ResourceScope> negotiate(List<ResourceScope> wanted, ScopeSet allowed) {
        Negotiation negotiation = Negotiation.grant(wanted, allowed, ScopeRules.DEFAULT, work);
        tooLarge |= negotiation.isTooLarge();
        return negotiation.granted();
    }

    /** Keycloak treats scopes with the same id as one and keeps any of them, so each must carry the mappers of all. */
    private static List<ScopeDecision.Granted> withAllModels(List<ScopeDecision.Granted> granted) {
        if (granted.size() == 1) {
            return granted;
        }
        Map<String, Set<ClientScopeModel>> models = new HashMap<>();
        granted.forEach(scope ->
                models.computeIfAbsent(scope.id(), id -> new LinkedHashSet<>()).addAll(scope.models()));
        Map<String, List<ClientScopeModel>> lists = new HashMap<>();
        models.forEach((id, all) -> lists.put(id, List.copyOf(all)));
        return granted.stream()
                .map(scope -> new ScopeDecision.Granted(lists.get(scope.id()), scope.name(), scope.consented()))
                .toList();
    }
}
