"""Every row of a page has its language now; texts that grow in translation get room."""

import cms.models.home
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0008_languages'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='eventpage',
            name='audience',
            field=models.CharField(blank=True, max_length=200, verbose_name='for whom'),
        ),
        migrations.AlterField(
            model_name='eventpage',
            name='fee',
            field=models.CharField(blank=True, max_length=200, verbose_name='fee'),
        ),
        migrations.AlterField(
            model_name='eventpage',
            name='place_address',
            field=models.CharField(blank=True, max_length=250, verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='eventpage',
            name='place_name',
            field=models.CharField(max_length=200, verbose_name='place'),
        ),
        migrations.AlterField(
            model_name='faqitem',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AlterField(
            model_name='faqitem',
            name='question',
            field=models.CharField(max_length=300, verbose_name='question'),
        ),
        migrations.AlterField(
            model_name='faqitem',
            name='translation_key',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterField(
            model_name='formitem',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AlterField(
            model_name='formitem',
            name='name',
            field=models.CharField(max_length=200, verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='formitem',
            name='purpose',
            field=models.CharField(max_length=500, verbose_name='what for'),
        ),
        migrations.AlterField(
            model_name='formitem',
            name='translation_key',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterField(
            model_name='formitem',
            name='who',
            field=models.CharField(max_length=500, verbose_name='who uses it'),
        ),
        migrations.AlterField(
            model_name='popularlink',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AlterField(
            model_name='popularlink',
            name='text',
            field=models.CharField(max_length=40, validators=[cms.models.home.FitsATile(16)], verbose_name='word'),
        ),
        migrations.AlterField(
            model_name='popularlink',
            name='translation_key',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterField(
            model_name='toptask',
            name='hint',
            field=models.CharField(blank=True, max_length=40, validators=[cms.models.home.FitsATile(16)], verbose_name='what one finds there'),
        ),
        migrations.AlterField(
            model_name='toptask',
            name='locale',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale'),
        ),
        migrations.AlterField(
            model_name='toptask',
            name='name',
            field=models.CharField(max_length=30, validators=[cms.models.home.FitsATile(12)], verbose_name='name'),
        ),
        migrations.AlterField(
            model_name='toptask',
            name='translation_key',
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
        migrations.AlterUniqueTogether(
            name='faqitem',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AlterUniqueTogether(
            name='formitem',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AlterUniqueTogether(
            name='popularlink',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AlterUniqueTogether(
            name='toptask',
            unique_together={('translation_key', 'locale')},
        ),
    ]
