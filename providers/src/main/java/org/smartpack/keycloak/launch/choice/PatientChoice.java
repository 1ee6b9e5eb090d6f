/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.launch.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import jakarta.ws.rs.core.MultivaluedMap;

import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.authentication.RequiredActionContext;

import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.fhir.client.FhirView;
import org.smartpack.keycloak.fhir.client.NextPage;
import org.smartpack.keycloak.fhir.client.ReadResult;
import org.smartpack.keycloak.fhir.client.SearchResult;
import org.smartpack.keycloak.launch.app.PatientStep;
import org.smartpack.keycloak.launch.people.Patients;
import org.smartpack.keycloak.launch.people.ServerTime;

/**
 * The choice of the patient. The FHIR server is asked in the user's name, so that it decides whom the user may see;
 * what was chosen has to have been shown, and is read again with the same right. A single hit is shown like any other.
 */
final class PatientChoice implements ChoiceStep {

    private static final String PATIENT = "Patient";
    static final String CHOSEN = "patient";
    private static final String SEARCH = "search";
    static final String MORE = "more";

    private final StandaloneLogin login;
    private final PatientStep settings;
    private final FhirView view;
    private final Offer offer;

    PatientChoice(StandaloneLogin login) {
        this.login = login;
        this.settings = PatientStep.of(login.session().getContext().getRealm());
        this.view = login.view();
        this.offer = Offer.of(login, PATIENT);
    }

    @Override
    public void ask(RequiredActionContext context) {
        ask(context, offer.search(), Optional.empty());
    }

    @Override
    public void answer(RequiredActionContext context, MultivaluedMap<String, String> form) {
        if (form.containsKey(CHOSEN)) {
            choose(context, ChoosePatient.value(form, CHOSEN).orElse(""));
        } else if (form.containsKey(MORE) && offer.nextPage().isPresent()) {
            show(context, offer.search(), view.search(PATIENT, offer.nextPage().get()), Optional.empty());
        } else {
            ask(context, form.containsKey(SEARCH) ? Search.of(form) : offer.search(), Optional.empty());
        }
    }

    private void choose(RequiredActionContext context, String id) {
        if (!offer.ids().contains(id)) {
            ask(context, offer.search(), Optional.of("smartPatientNotShown"));
            return;
        }
        Patients patients = Patients.of(login.session(), login.person(), login.server());
        if (patients instanceof Patients.Unknown unknown) {
            ChoicePage.unavailable(context, unknown.reason());
            return;
        }
        ReadResult result =
                patients.mayHave(id) ? view.read(new FhirReference(PATIENT, id)) : new ReadResult.NotFound();
        if (result instanceof ReadResult.Unavailable unavailable) {
            ChoicePage.unavailable(context, unavailable.reason());
            return;
        }
        Optional<PatientRow> row = result instanceof ReadResult.Found found ? row(found.resource()) : Optional.empty();
        row.ifPresentOrElse(
                chosen -> {
                    login.choosePatient(id);
                    goOn(context, step -> step.ask(context, chosen));
                },
                () -> ask(context, offer.search(), Optional.of("smartPatientGone")));
    }

    /** The encounter is next, where the app asks for one. */
    private void goOn(RequiredActionContext context, Consumer<EncounterChoice> next) {
        if (login.isPending()) {
            next.accept(new EncounterChoice(login));
        } else {
            context.success();
        }
    }

    private void ask(RequiredActionContext context, Search search, Optional<String> problem) {
        Patients patients = Patients.of(login.session(), login.person(), login.server());
        if (patients instanceof Patients.Own own) {
            login.choosePatient(own.id());
            goOn(context, step -> step.ask(context));
        } else if (patients instanceof Patients.Related related) {
            showRelated(context, related.ids(), problem);
        } else if (patients instanceof Patients.Unknown unknown) {
            ChoicePage.unavailable(context, unknown.reason());
        } else if (!search.hasDate()) {
            show(context, List.of(), search, Optional.empty(), Optional.of("smartSearchBirthDateWrong"));
        } else {
            show(context, search, view.search(search.query(settings.numberSystem())), problem);
        }
    }

    /** Each is read, with the same right as in a search. */
    private void showRelated(RequiredActionContext context, Set<String> ids, Optional<String> problem) {
        List<PatientRow> rows = new ArrayList<>();
        for (String id : ids) {
            ReadResult result = view.read(new FhirReference(PATIENT, id));
            if (result instanceof ReadResult.Unavailable unavailable) {
                ChoicePage.unavailable(context, unavailable.reason());
                return;
            }
            if (result instanceof ReadResult.Found found) {
                row(found.resource()).ifPresent(rows::add);
            }
        }
        page(context, rows, Search.ALL, Optional.empty(), problem)
                .with("searchable", false)
                .show("smart-choose-patient.ftl");
    }

    private void show(RequiredActionContext context, Search search, SearchResult result, Optional<String> problem) {
        if (result instanceof SearchResult.Page page) {
            List<PatientRow> rows = page.resources().stream()
                    .flatMap(found -> row(found).stream())
                    .limit(Search.MOST)
                    .toList();
            show(context, rows, search, page.next(), problem);
        } else if (result instanceof SearchResult.Unavailable unavailable) {
            ChoicePage.unavailable(context, unavailable.reason());
        }
    }

    private void show(
            RequiredActionContext context,
            List<PatientRow> rows,
            Search search,
            Optional<NextPage> next,
            Optional<String> problem) {
        page(context, rows, search, next, problem).with("searchable", true).show("smart-choose-patient.ftl");
    }

    private ChoicePage page(
            RequiredActionContext context,
            List<PatientRow> rows,
            Search search,
            Optional<NextPage> next,
            Optional<String> problem) {
        offer.and(rows.stream().map(PatientRow::id).toList(), search, next).keep(login, PATIENT);
        return new ChoicePage(context, problem)
                .with("patients", rows)
                .with("search", search)
                .with("hasMore", next.isPresent());
    }

    private Optional<PatientRow> row(JsonNode patient) {
        return row(login, settings, patient);
    }

    static Optional<PatientRow> row(StandaloneLogin login, PatientStep settings, JsonNode patient) {
        Locale locale = login.session().getContext().resolveLocale(login.user());
        return PatientRow.of(patient, settings.numberSystem(), ServerTime.now().toLocalDate(), locale);
    }
}
