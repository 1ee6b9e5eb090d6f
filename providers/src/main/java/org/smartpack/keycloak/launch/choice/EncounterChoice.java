/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.ws.rs.core.MultivaluedMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.keycloak.authentication.RequiredActionContext;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.client.FhirView;
import org.smartpack.keycloak.fhir.client.NextPage;
import org.smartpack.keycloak.fhir.client.ReadResult;
import org.smartpack.keycloak.fhir.client.SearchQuery;
import org.smartpack.keycloak.fhir.client.SearchResult;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.app.SmartApp;
import org.smartpack.keycloak.launch.people.Patients;

/**
 * The choice of an encounter of the patient who was chosen before: current ones first, then the latest. Where the app
 * can do without one, the user may, and isn't asked if there is none.
 */
final class EncounterChoice implements ChoiceStep {

    private static final String ENCOUNTER = "Encounter";
    private static final String CHOSEN = "encounter";
    private static final String ACCEPT = "accept";
    private static final String NONE = "none";
    private static final String ANOTHER = "another";

    private final StandaloneLogin login;
    private final boolean isNeeded;
    private final FhirView view;
    private final String patient;

    EncounterChoice(StandaloneLogin login) {
        this.login = login;
        this.isNeeded = SmartApp.of(login.login().getClient()).needsEncounter();
        this.view = login.view();
        this.patient = login.chosen().patient().orElseThrow();
    }

    @Override
    public void ask(RequiredActionContext context) {
        ask(context, Optional.empty());
    }

    /** @param whose the patient, who was just read */
    void ask(RequiredActionContext context, PatientRow whose) {
        ask(context, whose, Optional.empty());
    }

    private void ask(RequiredActionContext context, Optional<String> problem) {
        whose(context).ifPresent(row -> ask(context, row, problem));
    }

    private void ask(RequiredActionContext context, PatientRow whose, Optional<String> problem) {
        SearchResult result = first();
        boolean isNone = result instanceof SearchResult.Page page
                && page.next().isEmpty()
                && rows(page).isEmpty();
        if (isNone && !isNeeded) {
            choose(context, Optional.empty());
        } else {
            show(context, whose, result, problem);
        }
    }

    private void askMore(RequiredActionContext context, NextPage next) {
        whose(context).ifPresent(row -> show(context, row, view.search(ENCOUNTER, next), Optional.empty()));
    }

    /** The patient; empty if a page that says why was shown instead. */
    private Optional<PatientRow> whose(RequiredActionContext context) {
        ReadResult result = view.read(new FhirReference("Patient", patient));
        if (result instanceof ReadResult.Unavailable unavailable) {
            ChoicePage.unavailable(context, unavailable.reason());
            return Optional.empty();
        }
        PatientStep settings = PatientStep.of(login.session().getContext().getRealm());
        Optional<PatientRow> row = result instanceof ReadResult.Found found
                ? PatientChoice.row(login, settings, found.resource())
                : Optional.empty();
        if (row.isEmpty()) {
            // The patient isn't there any more.
            login.forget();
            new PatientChoice(login).ask(context);
        }
        return row;
    }

    /** A current encounter may have begun before many others, so those are asked for by themselves. */
    private SearchResult first() {
        SearchResult current = view.search(query().withAny("status", EncounterRow.CURRENT));
        SearchResult latest = current instanceof SearchResult.Page ? view.search(query()) : current;
        if (current instanceof SearchResult.Page one && latest instanceof SearchResult.Page other) {
            List<ObjectNode> both = new ArrayList<>(one.resources());
            both.addAll(other.resources());
            return new SearchResult.Page(both, other.next());
        }
        return latest;
    }

    private SearchQuery query() {
        return SearchQuery.of(ENCOUNTER)
                .with("patient", patient)
                .latestFirst("date")
                .pagesOf(Search.PAGE);
    }

    private void show(RequiredActionContext context, PatientRow whose, SearchResult result, Optional<String> problem) {
        if (result instanceof SearchResult.Unavailable unavailable) {
            ChoicePage.unavailable(context, unavailable.reason());
        } else if (result instanceof SearchResult.Page page) {
            show(context, whose, page, problem);
        }
    }

    private void show(
            RequiredActionContext context, PatientRow whose, SearchResult.Page page, Optional<String> problem) {
        List<EncounterRow> rows = rows(page);
        Offer.of(login, ENCOUNTER)
                .and(rows.stream().map(EncounterRow::id).toList(), Search.ALL, page.next())
                .keep(login, ENCOUNTER);
        new ChoicePage(context, problem)
                .with("whose", whose)
                .with(
                        "canChange",
                        Patients.ownRecord(Optional.of(login.person())).isEmpty())
                .with("encounters", rows)
                .with("hasMore", page.next().isPresent())
                .with("needed", isNeeded)
                .show("smart-choose-encounter.ftl");
    }

    private List<EncounterRow> rows(SearchResult.Page page) {
        Locale locale = login.session().getContext().resolveLocale(login.user());
        return page.resources().stream()
                .filter(this::isOfPatient)
                .flatMap(encounter -> EncounterRow.of(encounter).stream())
                .distinct()
                .sorted(EncounterRow.ORDER)
                .limit(Search.MOST)
                .map(row -> row.in(locale))
                .toList();
    }

    @Override
    public void answer(RequiredActionContext context, MultivaluedMap<String, String> form) {
        if (form.containsKey(PatientChoice.CHOSEN) || form.containsKey(ANOTHER)) {
            // From the page before, to which the browser went back.
            login.forget();
            new PatientChoice(login).answer(context, form);
        } else if (form.containsKey(PatientChoice.MORE)
                && Offer.of(login, ENCOUNTER).nextPage().isPresent()) {
            askMore(context, Offer.of(login, ENCOUNTER).nextPage().get());
        } else if (form.containsKey(CHOSEN)) {
            check(context, ChoosePatient.value(form, CHOSEN).orElse(""));
        } else if (NONE.equals(ChoosePatient.value(form, ACCEPT).orElse("")) && !isNeeded) {
            choose(context, Optional.empty());
        } else {
            ask(context);
        }
    }

    private void check(RequiredActionContext context, String id) {
        if (!Offer.of(login, ENCOUNTER).ids().contains(id)) {
            ask(context, Optional.of("smartEncounterNotShown"));
            return;
        }
        ReadResult result = view.read(new FhirReference(ENCOUNTER, id));
        if (result instanceof ReadResult.Found found
                && isOfPatient(found.resource())
                && EncounterRow.of(found.resource()).isPresent()) {
            choose(context, Optional.of(id));
        } else if (result instanceof ReadResult.Unavailable unavailable) {
            ChoicePage.unavailable(context, unavailable.reason());
        } else {
            ask(context, Optional.of("smartEncounterGone"));
        }
    }

    private void choose(RequiredActionContext context, Optional<String> id) {
        login.chooseEncounter(id);
        context.success();
    }

    private boolean isOfPatient(JsonNode encounter) {
        String subject = encounter.path("subject").path("reference").asText();
        String wanted = "Patient/" + patient;
        return subject.equals(wanted) || subject.equals(login.server().baseUrl() + "/" + wanted);
    }
}
